-- Which identities overlap: the next starts on or before the latest end of the merged one so far, at the same provider,
-- client and form. A running trajectory ends on 31 December 9999 here. Unborn are never merged.
-- source: definitions 1, "Overlap"
WITH several AS (
    SELECT provider, client, form FROM closed WHERE NOT unborn GROUP BY provider, client, form HAVING count(*) > 1
),
so_far AS (
    SELECT identity, provider, client, form, start_date, coalesce(end_date, DATE '9999-12-31') AS end_or_never,
           max(coalesce(end_date, DATE '9999-12-31')) OVER (
               PARTITION BY provider, client, form ORDER BY start_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) AS latest_end
    FROM closed SEMI JOIN several USING (provider, client, form)
    WHERE NOT unborn
),
islands AS (
    SELECT *,
           sum(CASE WHEN latest_end IS NULL OR start_date > latest_end THEN 1 ELSE 0 END) OVER (
               PARTITION BY provider, client, form ORDER BY start_date ROWS UNBOUNDED PRECEDING
           ) AS island
    FROM so_far
)
SELECT identity,
       first_value(identity) OVER (PARTITION BY provider, client, form, island ORDER BY start_date) AS first_identity,
       row_number() OVER (PARTITION BY provider, client, form, island ORDER BY end_or_never DESC, start_date DESC) AS ends_last
FROM islands
