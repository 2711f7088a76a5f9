"""A context for each caller that only a request without an error removes."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from fastapi import APIRouter, Depends

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()


# region: leak-context
@dataclass
class CallerContext:
    key: str
    started: float = field(default_factory=time.monotonic)


context_by_key: dict[str, CallerContext] = {}


async def caller_context(key: ApiKey) -> AsyncIterator[None]:
    """Lets log lines and nested calls look up on whose behalf they run."""
    context_by_key[key] = CallerContext(key)
    yield
    # An exception in the route is raised at `yield`: after a 401 nobody comes here.
    context_by_key.pop(key, None)


@router.get("/v1/context", dependencies=[Depends(caller_context)])
async def context(key: ApiKey) -> dict[str, str]:
    if key not in ISSUED_KEYS:
        raise unauthorized
    return {"status": "ok"}


# endregion


def kept() -> Kept:
    return {"entries": len(context_by_key), "bytes": deep_bytes([context_by_key])}
