"""How the properties run: never by the clock, and with the same examples each time.

`WORKBENCH_EXAMPLES=new make test` looks for new ones.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("new", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("new"), derandomize=True, database=None)
settings.load_profile("new" if os.environ.get("WORKBENCH_EXAMPLES") == "new" else "same")
