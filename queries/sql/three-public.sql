--+ title: “三公”经费
--+ title_en: The three public expenses (travel abroad, official cars, receptions)
-- 合计行和合计栏标明, 不可与各项相加; 含义不明的栏没有以元计的数, 不列
SELECT department AS department_name, fiscal_year, right(kind, 2) AS stage, row_label AS item, column_label AS "column",
       coalesce(amount_yuan, total_yuan) AS amount, CASE WHEN total IS NULL THEN '' ELSE '合计' END AS total,
       source_place AS place
FROM budget_lines
WHERE form = 'three-public' AND coalesce(amount_yuan, total_yuan) IS NOT NULL
ORDER BY department_name, fiscal_year, stage, row, budget_lines."column";
