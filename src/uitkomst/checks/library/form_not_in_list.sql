-- The form of help is not a code of the list.
-- source: definitions 1 (errors, closed list); protocol version 7, 3.3
-- level: error
-- kind: row
-- field: hulpvorm
hulpvorm <> '' AND NOT in_form_of_help(hulpvorm, last_day)
