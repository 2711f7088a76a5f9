"""One HTTP client for all callers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import APIRouter, FastAPI

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, BillingUrl, unauthorized

# region: fix-clients
client = httpx.AsyncClient(limits=httpx.Limits(max_connections=20), timeout=5)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    async with client:
        yield


router = APIRouter(lifespan=lifespan)


@router.get("/v1/clients")
async def clients(key: ApiKey, url: BillingUrl) -> dict[str, str]:
    if key not in ISSUED_KEYS:
        raise unauthorized
    # The key belongs to the request; the connections belong to all.
    response = await client.get(url, headers={"X-API-Key": key})
    plan: dict[str, str] = response.json()
    return plan


# endregion


def kept() -> Kept:
    return {"entries": 1, "bytes": deep_bytes([client])}
