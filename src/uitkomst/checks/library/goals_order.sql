-- More goals realised than assessed, or more assessed than agreed: the goals are not used.
-- source: definitions 1 (signals)
-- level: signal
-- kind: row
-- field: doelen_gerealiseerd
assessed > agreed OR achieved > assessed OR achieved > agreed
