"""An HTTP client for each caller."""

from typing import Annotated

import httpx
from fastapi import APIRouter, Depends

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, BillingUrl, unauthorized

router = APIRouter()

# region: leak-clients
tls = httpx.create_ssl_context()
client_by_key: dict[str, httpx.AsyncClient] = {}


async def billing_client(key: ApiKey) -> httpx.AsyncClient:
    """Sends the caller's key along with every request, and keeps connections for the next."""
    # Any key gets a client, with a pool and a cookie jar, and no client is ever closed.
    if key not in client_by_key:
        client_by_key[key] = httpx.AsyncClient(headers={"X-API-Key": key}, verify=tls)
    return client_by_key[key]


@router.get("/v1/clients")
async def clients(
    key: ApiKey, client: Annotated[httpx.AsyncClient, Depends(billing_client)], url: BillingUrl
) -> dict[str, str]:
    if key not in ISSUED_KEYS:
        raise unauthorized
    plan: dict[str, str] = (await client.get(url)).json()
    return plan


# endregion


def kept() -> Kept:
    return {"entries": len(client_by_key), "bytes": deep_bytes([client_by_key])}
