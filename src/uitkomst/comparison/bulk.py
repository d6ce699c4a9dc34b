"""Intervals for many figures at once, in SQL: the same formulas as the functions of this package, tested against them.

Source: Wilson 1927 (J Am Stat Assoc 22:209); t interval of a mean; decision D21.
"""

from __future__ import annotations

from math import inf

from scipy.special import ndtri, stdtrit

from uitkomst.engine import Engine
from uitkomst.measures.definitions import load_definitions

_Z = float(ndtri(0.975))


def compare_all(engine: Engine) -> None:
    """Make the view ``compared``: the table or view ``figures`` with ``lower`` and ``upper``.

    Ratios: Wilson; units in clients (goals): with the effective n = denominator / design effect, none without it.
    Means: t interval, clipped to the scale. Counts have none.
    """
    definitions = load_definitions().values()
    scales = {d.id: (float(d.scale.min), inf if d.scale.max is None else float(d.scale.max)) for d in definitions if d.scale}
    sizes = [row[0] for row in engine.rows("SELECT DISTINCT denominator FROM figures WHERE spread IS NOT NULL AND denominator > 1")]
    engine.load("quantiles", {"n": "BIGINT", "q": "DOUBLE"}, [(n, float(stdtrit(n - 1, 0.975))) for n in sizes])
    bounds = [(name, low, high) for name, (low, high) in scales.items()]
    engine.load("scales", {"indicator": "VARCHAR", "lowest": "DOUBLE", "highest": "DOUBLE"}, bounds)
    clustered = ", ".join(f"('{d.id}', '{v.id}')" for d in definitions for v in d.variants if v.clustered)
    engine.drop("compared")
    engine.run(f"""CREATE VIEW compared AS
        WITH prepared AS (
            SELECT f.*, s.lowest, s.highest, q.q * f.spread / sqrt(f.denominator) AS half_mean,
                   CASE WHEN f.numerator IS NULL OR f.value IS NULL THEN NULL
                        WHEN (f.indicator, f.variant) NOT IN ({clustered}) THEN f.denominator
                        WHEN f.design_effect IS NOT NULL THEN f.denominator / greatest(f.design_effect, 1)
                   END AS n
            FROM figures f
            LEFT JOIN quantiles q ON q.n = f.denominator AND f.spread IS NOT NULL
            LEFT JOIN scales s USING (indicator)
        ),
        wilson AS (
            SELECT *, (value + {_Z * _Z / 2} / n) / (1 + {_Z * _Z} / n) AS centre,
                   {_Z} * sqrt(value * (1 - value) / n + {_Z * _Z / 4} / (n * n)) / (1 + {_Z * _Z} / n) AS half
            FROM prepared
        )
        SELECT * EXCLUDE (lowest, highest, half_mean, n, centre, half),
               CASE WHEN n IS NOT NULL THEN CASE WHEN numerator = 0 THEN 0 ELSE greatest(0, centre - half) END
                    WHEN half_mean IS NOT NULL THEN greatest(lowest, value - half_mean) END AS lower,
               CASE WHEN n IS NOT NULL THEN CASE WHEN numerator = denominator THEN 1 ELSE least(1, centre + half) END
                    WHEN half_mean IS NOT NULL THEN least(highest, value + half_mean) END AS upper
        FROM wilson""")
