"""Listing coefficients costs no heavy import."""

import subprocess
import sys


def test_the_room_imports_without_numpy() -> None:
    program = (
        "import sys, workbench.agreement as room, workbench.steps.calculate as step;"
        "list(room.COEFFICIENTS); step.names();"
        "print(sorted({'numpy', 'pandas', 'krippendorff'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
