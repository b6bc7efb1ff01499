--+ title: 没有绩效指标的项目
--+ title_en: Projects without performance indicators
SELECT department AS department_name, fiscal_year, right(kind, 2) AS stage, project AS project_name,
       amount * yuan AS amount, source_place AS place
FROM projects LEFT JOIN money_units ON amount_unit = money_units.unit
WHERE NOT EXISTS (SELECT 1 FROM indicators WHERE indicators.document = projects.document AND owner = project)
ORDER BY department_name, fiscal_year, stage, source_line;
