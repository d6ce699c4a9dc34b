-- The half-years asked for, with the days that the definitions speak of.
-- source: definitions 2 and 4 (last day of P+1; first day of P - 5 years)
SELECT period,
       make_date(period // 2, CASE WHEN period % 2 = 0 THEN 1 ELSE 7 END, 1) AS first_day,
       make_date((period + 1) // 2, CASE WHEN period % 2 = 0 THEN 7 ELSE 1 END, 1) - 1 AS last_day,
       make_date((period + 2) // 2, CASE WHEN period % 2 = 0 THEN 1 ELSE 7 END, 1) - 1 AS follow_up_day,
       make_date(period // 2 - 5, CASE WHEN period % 2 = 0 THEN 1 ELSE 7 END, 1) AS look_back_day
FROM (SELECT DISTINCT period FROM asked) AS a
