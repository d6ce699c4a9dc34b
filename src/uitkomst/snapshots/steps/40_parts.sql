-- Which identities overlap: the next starts on or before the latest end of the merged one so far, at the same provider,
-- client and form. A running trajectory ends on 31 December 9999 here. Unborn are never merged.
-- source: definitions 1, "Overlap"
WITH ends AS (
    SELECT provider, client, form, start_date, unborn, coalesce(end_date, DATE '9999-12-31') AS end_or_never,
           count(*) OVER (PARTITION BY provider, client, form) AS identities_of_client
    FROM closed
),
so_far AS (
    SELECT *,
           max(end_or_never) OVER (
               PARTITION BY provider, client, form ORDER BY start_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) AS latest_end
    FROM ends WHERE identities_of_client > 1 AND NOT unborn
),
islands AS (
    SELECT *,
           sum(CASE WHEN latest_end IS NULL OR start_date > latest_end THEN 1 ELSE 0 END) OVER (
               PARTITION BY provider, client, form ORDER BY start_date ROWS UNBOUNDED PRECEDING
           ) AS island
    FROM so_far
)
SELECT provider, client, form, start_date, min(start_date) OVER (PARTITION BY provider, client, form, island) AS merged_start,
       row_number() OVER (PARTITION BY provider, client, form, island ORDER BY end_or_never DESC, start_date DESC) AS ends_last
FROM islands
UNION ALL
SELECT provider, client, form, start_date, start_date, 1 FROM ends WHERE identities_of_client = 1 OR unborn
