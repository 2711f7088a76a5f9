"""One sender with a bounded queue; whoever finds it full is told to come again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, FastAPI, HTTPException, status
from pydantic import BaseModel, Field

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, Downstream, fingerprint, unauthorized


# region: fix-jobs
class JobRequest(BaseModel):
    note: Annotated[str, Field(max_length=10_000)] = ""


@dataclass(frozen=True, slots=True)
class Job:
    """What a delivery needs, and no more of the payload."""

    account: str
    note: str


waiting: asyncio.Queue[Job] = asyncio.Queue(maxsize=100)
busy = HTTPException(
    status.HTTP_503_SERVICE_UNAVAILABLE, "Too many jobs are waiting", {"Retry-After": "10"}
)


async def send_jobs() -> None:
    downstream = Downstream()
    while True:
        await downstream.deliver(await waiting.get())


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    sender = asyncio.create_task(send_jobs())
    yield
    sender.cancel()


router = APIRouter(lifespan=lifespan)


@router.post("/v1/jobs", status_code=status.HTTP_202_ACCEPTED)
async def jobs(request: JobRequest, key: ApiKey) -> dict[str, str]:
    if key not in ISSUED_KEYS:
        raise unauthorized
    try:
        waiting.put_nowait(Job(fingerprint(key), request.note))
    except asyncio.QueueFull:
        # The caller waits instead of the service's memory.
        raise busy from None
    return {"status": "accepted"}


# endregion


def kept() -> Kept:
    return {"entries": waiting.qsize(), "bytes": deep_bytes([waiting])}
