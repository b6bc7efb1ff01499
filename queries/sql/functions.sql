--+ title: 支出按功能分类的类 (各部门)
--+ title_en: Expenditure by function across departments
SELECT subject AS code, subject_label AS subject_name, department AS department_name, fiscal_year,
       right(kind, 2) AS stage, total_yuan AS amount
FROM panel
WHERE level = '类'
ORDER BY code, department_name, fiscal_year, stage;
