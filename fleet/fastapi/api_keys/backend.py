"""Stands for what the service talks to: its table of keys, its database, its audit collector."""

import asyncio
import os
from typing import ClassVar

ISSUED_KEYS = frozenset(os.environ.get("API_KEYS", "demo-key").split(","))


class Session:
    """A database session, with the buffer that a driver has for each."""

    open_sessions: ClassVar[set["Session"]] = set()

    def __init__(self) -> None:
        self._buffer = bytearray(2048)
        self.open_sessions.add(self)

    def items(self, owner: str) -> list[str]:
        return []

    def close(self) -> None:
        self.open_sessions.discard(self)


class Collector:
    """Takes one audit record at a time, and a quarter of a second for each."""

    def __init__(self) -> None:
        self._line = asyncio.Lock()

    async def deliver(self, record: object) -> None:
        async with self._line:
            await asyncio.sleep(0.25)
