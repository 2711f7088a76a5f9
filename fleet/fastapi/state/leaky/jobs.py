"""A task for each job, all of which wait for one slow downstream."""

import asyncio
from typing import Any

from fastapi import APIRouter, status

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, Downstream, unauthorized

router = APIRouter()

# region: leak-jobs
downstream = Downstream()
deliveries: set[asyncio.Task[None]] = set()


@router.post("/v1/jobs", status_code=status.HTTP_202_ACCEPTED)
async def jobs(payload: dict[str, Any], key: ApiKey) -> dict[str, str]:
    if key not in ISSUED_KEYS:
        raise unauthorized
    # The set keeps a task from being collected while it runs, as the documentation of asyncio
    # advises. While the downstream is slower than the callers, it keeps their payloads too.
    delivery = asyncio.create_task(downstream.deliver(payload))
    deliveries.add(delivery)
    delivery.add_done_callback(deliveries.discard)
    return {"status": "accepted"}


# endregion


def kept() -> Kept:
    return {"entries": len(deliveries), "bytes": deep_bytes([deliveries])}
