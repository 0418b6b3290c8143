"""How all tests run: without waiting for the disk, properties never by the clock.

Properties try the same examples each time.

`WORKBENCH_EXAMPLES=new make test` looks for new ones.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from workbench.store import sqlite

settings.register_profile("new", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("new"), derandomize=True, database=None)
settings.load_profile("new" if os.environ.get("WORKBENCH_EXAMPLES") == "new" else "same")


@pytest.fixture(autouse=True, scope="session")
def no_waiting_for_the_disk() -> Iterator[None]:
    """What a test commits need not outlive a power cut; waiting for that took long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "_PRAGMAS", (*sqlite._PRAGMAS, "PRAGMA synchronous=OFF"))
        yield
