"""How long the generated comparisons look: short by default, long with TEST_EXAMPLES=1000."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "twins",
    max_examples=int(os.environ.get("TEST_EXAMPLES", "10")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
