"""One window of the browser: `python -m workbench.tui.served STUDY [NAME]`."""

from __future__ import annotations

import sys
from pathlib import Path

from workbench.tui import run

if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), *sys.argv[2:3]))
