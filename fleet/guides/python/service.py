"""What the three services have in common: their environment, their files and their first users."""

import atexit
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

PORT = int(os.environ.get("PORT", "0"))
IS_FIXED = os.environ.get("VARIANT", "fixed") == "fixed"

# What clients know the service by, with its port.
os.environ.setdefault("PUBLIC_HOST", f"127.0.0.1:{PORT}")

for name in ("JWT_SECRET", "JWT_ISSUER", "JWT_AUDIENCE"):
    if not os.environ.get(name):
        sys.exit(f"{name} is not set")
if len(os.environ["JWT_SECRET"].encode()) < 32:
    sys.exit("JWT_SECRET is shorter than 32 bytes")

CONTRACT = json.loads((Path(__file__).resolve().parents[1] / "openapi.json").read_text())

# Username, password, role.
FIRST_USERS = (
    ("alice", "alice-Passw0rd-1", "user"),
    ("bob", "bob-Passw0rd-2", "user"),
    ("root", "root-Passw0rd-3", "admin"),
)

# The database, the uploads and what the web server hands out live as long as the process.
FOLDER = Path(tempfile.mkdtemp(prefix="guide-service-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
AVATARS = FOLDER / "avatars"
AVATARS.mkdir()
# A checkout as it is deployed, with files for the public in a folder of their own.
SITE = FOLDER / "site"
PUBLIC = SITE / "public"
PUBLIC.mkdir(parents=True)
(PUBLIC / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
(PUBLIC / ".htpasswd").write_text("admin:$apr1$7h2k$0v1xYhQ8Qp3m\n")
(SITE / ".env").write_text(
    "DATABASE_URL=postgres://notes:correct-horse-battery@db.internal/notes\n"
    "SMTP_PASSWORD=hunter2-but-longer\n"
)


def end_on_sigterm() -> None:
    """For servers that do not end by themselves: leaves through `atexit`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def listen() -> socket.socket:
    """Opens the port before the server starts, so that no early caller is turned away."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", PORT))
    listener.listen(2048)
    return listener


def announce(listener: socket.socket) -> None:
    print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
