--+ title: 最大的项目
--+ title_en: The largest projects
SELECT project AS project_name, department AS department_name, fiscal_year, right(kind, 2) AS stage,
       amount * yuan AS amount
FROM projects JOIN money_units ON amount_unit = money_units.unit
WHERE projects.amount IS NOT NULL
ORDER BY amount DESC, department_name, fiscal_year, stage, project_name
LIMIT 30;
