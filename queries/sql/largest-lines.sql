--+ title: 最大的支出行
--+ title_en: The largest lines of expenditure
-- 支出总表里最大的三十个数, 合计不算 (amount_yuan 只在不重复别的数时有值)
SELECT department AS department_name, fiscal_year, right(kind, 2) AS stage, row_code AS code, row_label AS row,
       column_label AS "column", amount_yuan AS amount, source_place AS place
FROM budget_lines
WHERE form = 'expenditure' AND amount_yuan IS NOT NULL
ORDER BY amount DESC, department_name, fiscal_year, stage, budget_lines.row, budget_lines."column"
LIMIT 30;
