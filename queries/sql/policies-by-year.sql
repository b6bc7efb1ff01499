--+ title: 政策文件按发文年度
--+ title_en: Policy documents by year of issue
SELECT year::VARCHAR AS issued, count(DISTINCT policy) AS policies, count(*) AS citations,
       count(DISTINCT department_id) AS departments, kind AS stage
FROM policy_citations
WHERE year IS NOT NULL
GROUP BY year, stage
ORDER BY issued DESC, stage;
