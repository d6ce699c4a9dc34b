"""The `own` audience: nothing hidden, nothing rounded, marked "own records, not for sharing".

Done in SQL, because a holder of all deliveries asks for millions of rows (decision D4). Source: definitions 3 and 6.
"""

from __future__ import annotations

from collections.abc import Iterable

from uitkomst.engine import Engine

_KEYS = ("indicator", "variant", "informant", "period")
# Variance of a clustered ratio, linearised, relative to the binomial one: how much less the answers of one client tell.
_DESIGN_EFFECT = """CASE WHEN cluster_nn IS NULL OR persons < 2 OR denominator = 0 THEN NULL
    WHEN numerator = 0 OR numerator = denominator THEN cluster_nn / denominator
    ELSE (persons / (persons - 1.0)) * (cluster_xx - 2.0 * numerator / denominator * cluster_xn
          + (numerator / denominator) * (numerator / denominator) * cluster_nn)
         / (denominator * (numerator / denominator) * (1.0 - numerator / denominator)) END"""
_SPREAD = """CASE WHEN squares IS NOT NULL AND denominator > 1
    THEN sqrt(greatest(0, (squares - total * (total / denominator)) / (denominator - 1.0))) END"""


def own_figures(engine: Engine, dims: Iterable[str], clustered: Iterable[str]) -> None:
    """Show the table ``counts`` as the view ``figures`` without hiding anything.

    clustered: indicators whose base variant counts several units of one client. Columns: those of a Figure, with
    ``spread`` and ``design_effect`` for the intervals that `comparison` adds.
    """
    listed = ", ".join(f"'{indicator}'" for indicator in clustered) or "''"
    engine.drop("figures")
    engine.run(f"""CREATE VIEW figures AS
        SELECT {", ".join((*_KEYS, *dims))}, population, excluded, unknown, denominator, numerator,
               CASE WHEN denominator = 0 THEN NULL
                    WHEN numerator IS NOT NULL THEN numerator / denominator
                    WHEN total IS NOT NULL THEN total / denominator
                    ELSE denominator END AS value,
               CASE WHEN denominator + unknown > 0 THEN denominator / (denominator + unknown) END AS coverage,
               CASE WHEN denominator = 0 THEN 'hidden' ELSE 'shown' END AS status,
               CASE WHEN denominator = 0 THEN 'no_answers' ELSE '' END AS reason,
               marks,
               {_SPREAD} AS spread,
               CASE WHEN indicator IN ({listed}) AND variant = '' THEN {_DESIGN_EFFECT} END AS design_effect
        FROM counts""")
