--+ title: 项目按类型
--+ title_en: Projects by type
SELECT department AS department_name, fiscal_year, right(kind, 2) AS stage, coalesce(project_type, '未写明') AS type,
       count(*) AS projects, sum(amount * yuan) AS amount
FROM projects LEFT JOIN money_units ON amount_unit = money_units.unit
GROUP BY ALL
ORDER BY department_name, fiscal_year, stage, type;
