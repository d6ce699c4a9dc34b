"""Generated examples are not judged by the time that they take: on a busy machine that says nothing. Speed is measured by `make bench`."""

from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
