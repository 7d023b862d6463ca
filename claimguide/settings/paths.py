"""Where the code is, and the one folder that everything made at run time goes to."""

from __future__ import annotations

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("CLAIMGUIDE_VAR_DIR") or BASE_DIR / "var")
