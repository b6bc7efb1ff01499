--+ title: 绩效指标按级次统计
--+ title_en: Indicators by level
SELECT coalesce(level1, '') AS level1, coalesce(level2, '') AS level2, count(*) AS indicators,
       count(DISTINCT department_id) AS departments, kind AS stage
FROM indicators
GROUP BY ALL
ORDER BY level1, level2, stage;
