-- The goals are counted in part: agreed is empty, or assessed is filled and realised is not: they are not used.
-- source: definitions 1 (block of goals)
-- level: signal
-- kind: row
-- field: doelen_afgesproken
(doelen_afgesproken = '' AND (doelen_beoordeeld <> '' OR doelen_gerealiseerd <> '')) OR (assessed > 0 AND doelen_gerealiseerd = '') OR (achieved > 0 AND doelen_beoordeeld = '')
