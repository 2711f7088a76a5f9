"""Stands for what the service talks to: its table of keys, its billing, a slow downstream."""

import asyncio
import hashlib
import os
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, status
from fastapi.security import APIKeyHeader

ISSUED_KEYS = frozenset(os.environ.get("API_KEYS", "demo-key").split(","))

ApiKey = Annotated[str, Depends(APIKeyHeader(name="X-API-Key"))]
unauthorized = HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid API key")


def fingerprint(key: str) -> str:
    """Names a key without giving it away."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


class KeyTable:
    """Knows keys by their digests alone, which are slow to compute on purpose."""

    def __init__(self) -> None:
        self._digests = frozenset(map(self._digest, ISSUED_KEYS))

    def holds(self, key: str) -> bool:
        return self._digest(key) in self._digests

    @staticmethod
    def _digest(key: str) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", key.encode(), b"keys", 500)


class Downstream:
    """Takes one delivery at a time, and half a second for each."""

    def __init__(self) -> None:
        self._line = asyncio.Lock()

    async def deliver(self, payload: object) -> None:
        async with self._line:
            await asyncio.sleep(0.5)


billing = APIRouter(include_in_schema=False)


@billing.get("/billing/plan")
async def plan() -> dict[str, str]:
    return {"plan": "free"}


async def billing_url(request: Request) -> str:
    """Billing is the service itself, at the address that it is bound to."""
    host, port = request.scope["server"]
    return f"http://{host}:{port}/billing/plan"


BillingUrl = Annotated[str, Depends(billing_url)]
