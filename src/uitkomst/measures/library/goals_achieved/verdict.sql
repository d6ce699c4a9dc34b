-- goals_achieved: of the goals agreed with the client, those that were achieved; :all counts trajectories with a goal.
-- source: definitions 4
WITH goals AS (
    SELECT *, 'met' AS goal, goals_achieved AS units FROM ended WHERE goals_agreed > 0
    UNION ALL
    SELECT *, 'not_met' AS goal, goals_assessed - goals_achieved AS units FROM ended WHERE goals_agreed > 0
    UNION ALL
    SELECT *, 'unknown' AS goal, goals_agreed - goals_assessed AS units FROM ended WHERE goals_agreed > 0
)
SELECT g.* EXCLUDE (goal, units), '' AS variant, '' AS informant, units,
       CASE WHEN form = '01' THEN 'excluded' ELSE goal END AS verdict,
       CASE WHEN form = '01' THEN 'freely_accessible'
            WHEN goal = 'unknown' THEN 'not_assessed' WHEN goal = 'met' THEN 'achieved' ELSE 'not_achieved' END AS reason,
       NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM goals g WHERE units > 0
UNION ALL
SELECT u.*, 'all' AS variant, '' AS informant, 1 AS units,
       CASE WHEN form = '01' THEN 'excluded'
            WHEN goals_assessed < goals_agreed THEN 'unknown'
            WHEN goals_achieved = goals_agreed THEN 'met' ELSE 'not_met' END AS verdict,
       CASE WHEN form = '01' THEN 'freely_accessible'
            WHEN goals_assessed < goals_agreed THEN 'not_assessed'
            WHEN goals_achieved = goals_agreed THEN 'achieved' ELSE 'not_achieved' END AS reason,
       NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM ended u WHERE goals_agreed > 0
