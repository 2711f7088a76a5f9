"""Starts one of the three services: `.venv/bin/python start.py fastapi|flask|django`.

PORT is where it listens on loopback (0 picks one); VARIANT is `flawed` or `fixed`. Tokens are
signed with JWT_SECRET, for JWT_AUDIENCE and in the name of JWT_ISSUER.
"""

import runpy
import sys
from pathlib import Path

folder = Path(__file__).resolve().parents[1] / sys.argv[1]
sys.path.insert(0, str(folder))
runpy.run_path(str(folder / "main.py"), run_name="__main__")
