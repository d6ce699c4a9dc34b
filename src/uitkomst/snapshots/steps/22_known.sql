-- The lines with the client as known now.
-- as: view
SELECT l.* REPLACE (coalesce(c.new_client, l.client) AS client,
                    l.linkable OR c.new_client IS NOT NULL AS linkable,
                    l.unborn AND c.new_client IS NULL AS unborn)
FROM lines l
LEFT JOIN changed c USING (provider, client, form, start_date)
