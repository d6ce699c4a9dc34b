"""What a delivery tells of the scores of a trajectory that ended. The rule is ``questionnaires.measured``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from uitkomst.care.types import Trajectory
from uitkomst.flows.instruments.change import scales
from uitkomst.questionnaires.measured import Measured, measurement
from uitkomst.questionnaires.norms import Norm


def measured_at(trajectory: Trajectory, end: date, norms: Sequence[Norm]) -> dict[str, str]:
    """instrument, informant_instrument, t_begin and t_eind. Read with the norm that stands beside the change on the page (D91)."""
    found = scales(trajectory.client, (score for score in trajectory.scores.all() if score.taken_on <= end), norms)
    return measurement(
        (
            Measured(
                one.informant.kind, one.norm, [(point.day, point.value) for point in one.points], one.informant.custody,
                one.informant.position,
            )
            for one in found
            if one.norm is not None
        ),
        trajectory.start_date,
        end,
    )  # fmt: skip
