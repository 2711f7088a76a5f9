"""Parts of uploads that go with their request."""

import asyncio
from uuid import uuid4

from fastapi import APIRouter, HTTPException, Request, status

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()

# region: fix-uploads
MAX_UPLOAD_BYTES = 1_000_000
MAX_UPLOAD_SECONDS = 30

parts_by_upload: dict[str, list[bytes]] = {}


async def receive(request: Request, parts: list[bytes]) -> int:
    received = 0
    # A caller that stops in the middle, and stays, ends here.
    async with asyncio.timeout(MAX_UPLOAD_SECONDS):
        async for part in request.stream():
            received += len(part)
            if received > MAX_UPLOAD_BYTES:
                raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE)
            parts.append(part)
    return received


@router.post("/v1/uploads", status_code=status.HTTP_201_CREATED)
async def uploads(request: Request, key: ApiKey) -> dict[str, int]:
    if key not in ISSUED_KEYS:
        raise unauthorized
    upload = uuid4().hex
    parts_by_upload[upload] = []
    try:
        return {"bytes": await receive(request, parts_by_upload[upload])}
    except TimeoutError:
        raise HTTPException(status.HTTP_408_REQUEST_TIMEOUT) from None
    finally:
        # Whole or not: ClientDisconnect passes here too.
        del parts_by_upload[upload]


# endregion


def kept() -> Kept:
    return {"entries": len(parts_by_upload), "bytes": deep_bytes([parts_by_upload])}
