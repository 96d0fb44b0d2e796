"""The real files are tried only where their folder is named."""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("FAIS_FIELD_DATA") else ["test_real_files.py"]
