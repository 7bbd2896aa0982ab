"""What holds for every test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# The same examples each time, and no clock: a slow machine fails nothing.
settings.register_profile(
    "repository", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repository")
