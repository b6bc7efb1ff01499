--+ title: 几个部门都引用的政策文件
--+ title_en: Policy documents cited by several departments
SELECT policy AS policy_name, count(DISTINCT department_id) AS departments, count(*) AS citations,
       string_agg(DISTINCT department, '、' ORDER BY department) AS names
FROM policy_citations
GROUP BY policy
HAVING count(DISTINCT department_id) > 1
ORDER BY departments DESC, policy_name;
