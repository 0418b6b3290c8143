"""One window of the browser: `python -m workbench.tui.served STUDY [NAME]`."""

from __future__ import annotations

import sys
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.safe import safe
from workbench.tui import run


def main() -> int:
    """Run until the window is left; what cannot be is said where the server was started."""
    try:
        return run(Path(sys.argv[1]), *sys.argv[2:3])
    except WorkbenchError as fault:
        sys.stderr.write(f"{safe(str(fault))}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
