"""Runs the system's resolver, with and without a shell in between."""

# region: fix-command
import re
import subprocess

HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


def look_up(host: str) -> str:
    if not HOST.fullmatch(host):
        raise ValueError("not a host name")
    # A list of arguments starts the program without a shell, and "--" ends the options.
    done = subprocess.run(
        ["getent", "hosts", "--", host], capture_output=True, text=True, timeout=5, check=False
    )
    return done.stdout


# endregion


def look_up_by_shell(host: str) -> str:
    done = subprocess.run(
        f"getent hosts {host}", shell=True, capture_output=True, text=True, timeout=20, check=False
    )
    return (done.stdout + done.stderr)[:10_000]
