"""A context that belongs to its request, and ends with it."""

import time
from collections.abc import AsyncIterator
from contextvars import ContextVar
from dataclasses import dataclass, field

from fastapi import APIRouter, Depends

from serving import Kept

from ..backend import ISSUED_KEYS, ApiKey, fingerprint, unauthorized

router = APIRouter()


# region: fix-context
@dataclass(frozen=True, slots=True)
class CallerContext:
    caller: str
    started: float = field(default_factory=time.monotonic)


# Its value lives in the context of the task that serves the request: there is no table.
current_caller: ContextVar[CallerContext] = ContextVar("current_caller")


async def caller_context(key: ApiKey) -> AsyncIterator[None]:
    token = current_caller.set(CallerContext(fingerprint(key)))
    try:
        yield
    finally:
        current_caller.reset(token)


@router.get("/v1/context", dependencies=[Depends(caller_context)])
async def context(key: ApiKey) -> dict[str, str]:
    if key not in ISSUED_KEYS:
        raise unauthorized
    return {"status": "ok", "caller": current_caller.get().caller}


# endregion


def kept() -> Kept:
    return {"entries": 0, "bytes": 0}
