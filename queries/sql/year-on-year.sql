--+ title: 相邻两年的增减 (支出, 功能分类的类)
--+ title_en: Change from one year to the next (expenditure by function)
-- 预算比预算, 决算比决算; 一年里没有的科目空着, 不是零
WITH years AS (
  SELECT DISTINCT this.department_id, this.department, this.kind, this.fiscal_year
  FROM panel AS this JOIN panel AS last
    ON last.department_id = this.department_id AND last.kind = this.kind AND last.fiscal_year = this.fiscal_year - 1
), codes AS (
  SELECT years.*, subject, sum(CASE WHEN panel.fiscal_year = years.fiscal_year THEN total_yuan END) AS amount,
         sum(CASE WHEN panel.fiscal_year <> years.fiscal_year THEN total_yuan END) AS previous
  FROM years JOIN panel
    ON panel.department_id = years.department_id AND panel.kind = years.kind
   AND panel.fiscal_year IN (years.fiscal_year, years.fiscal_year - 1)
  WHERE level = '类' AND form = 'expenditure'
  GROUP BY ALL
)
SELECT department AS department_name, fiscal_year, kind, subject AS code, previous, amount, amount - previous AS change,
       CASE WHEN previous <> 0 THEN round(10000 * (amount - previous) / previous) / 100 END AS percent
FROM codes
ORDER BY department_name, fiscal_year, kind, code;
