--+ title: 有哪些部门
--+ title_en: Which departments there are
SELECT min(department) AS department, min(department_code) AS code, min(area) AS area, adcode,
       string_agg(DISTINCT coalesce(fiscal_year::VARCHAR, '未写明'), '、' ORDER BY coalesce(fiscal_year::VARCHAR, '未写明')) AS years,
       count(*) AS documents
FROM documents
GROUP BY department, adcode
ORDER BY adcode NULLS FIRST, department;
