--+ title: 指标值用数字还是文字
--+ title_en: Targets in numbers and in words
SELECT department AS department_name, fiscal_year, count(*) AS indicators, count(number) AS numbers,
       count(*) FILTER (number IS NULL AND target IS NOT NULL) AS texts, count(*) FILTER (number IS NULL AND target IS NULL) AS blank,
       round(10000 * count(*) FILTER (number IS NULL AND target IS NOT NULL) / count(*)) / 100 AS share
FROM indicators
GROUP BY department, fiscal_year, right(kind, 2)
ORDER BY department_name, fiscal_year, right(kind, 2);
