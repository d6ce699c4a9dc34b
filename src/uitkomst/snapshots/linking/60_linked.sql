-- What came before and after each trajectory of a linkable client, at any provider in this selection. A trajectory with
-- stay counts as starting one day earlier (care_from), because the protocol dates its start on the day after the first night.
-- care_continues: another started on or before end + 1 day and ends later, or runs.
-- next_start: the first start from end + 2 days on. next_any_start: the first start after the end.
-- previous_end: the last end on or before start - 2 days, not one by absence at the same provider and form.
-- in_care: another that started before this start was running on, or ended on or after, start - 1 day.
-- source: definitions 4, no_return and return_to_care; decision D17
WITH several AS (
    SELECT trajectory, client, provider, form, care_from, end_date, ended_by_absence
    FROM selected
    WHERE linkable AND client IN (SELECT client FROM selected WHERE linkable GROUP BY client HAVING count(*) > 1)
)
SELECT t.trajectory,
       bool_or(t.end_date IS NOT NULL AND o.care_from <= t.end_date + 1 AND (o.end_date IS NULL OR o.end_date > t.end_date)) AS care_continues,
       min(CASE WHEN o.care_from >= t.end_date + 2 THEN o.care_from END) AS next_start,
       min(CASE WHEN o.care_from > t.end_date THEN o.care_from END) AS next_any_start,
       max(CASE WHEN o.end_date <= t.care_from - 2
                 AND NOT (o.ended_by_absence AND o.provider = t.provider AND o.form = t.form) THEN o.end_date END) AS previous_end,
       bool_or(o.care_from < t.care_from AND (o.end_date IS NULL OR o.end_date >= t.care_from - 1)) AS in_care
FROM several t
JOIN several o ON o.client = t.client AND o.trajectory <> t.trajectory
GROUP BY t.trajectory
