"""The same four routes; what each of them keeps has a bound."""

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import count
from typing import Annotated

from cachetools import TTLCache
from fastapi import Depends, FastAPI, HTTPException, Response, status
from fastapi.security import APIKeyHeader

from serving import Kept, deep_bytes

from .backend import ISSUED_KEYS, Collector, Session

unauthorized = HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid API key")


# region: fix-bound
MAX_KEY_LENGTH = 256


async def bounded_key(key: Annotated[str, Depends(APIKeyHeader(name="X-API-Key"))]) -> str:
    """Refuses a key that is longer than any issued one, before anything is done with it."""
    if len(key) > MAX_KEY_LENGTH:
        raise unauthorized
    return key


ApiKey = Annotated[str, Depends(bounded_key)]
# endregion


# region: fix-task
@dataclass(frozen=True, slots=True)
class AuditRecord:
    """What the audit needs, and no more: no request, no headers, no key."""

    action: str
    key_id: str


def key_id(key: str) -> str:
    """Names a key without giving it away."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


AUDIT_EVERY = 16

request_number = count(1)
audit_queue: asyncio.Queue[AuditRecord] = asyncio.Queue(maxsize=1_000)
dropped_records = 0


def record_audit(record: AuditRecord) -> None:
    """Never waits: when the collector falls behind, records are lost and counted."""
    global dropped_records
    try:
        audit_queue.put_nowait(record)
    except asyncio.QueueFull:
        dropped_records += 1


async def send_audit_records() -> None:
    collector = Collector()
    while True:
        await collector.deliver(await audit_queue.get())


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    # One task for the whole service. A BackgroundTask would run inside its request, and keep
    # that alive until it is done, whatever little it was given.
    sender = asyncio.create_task(send_audit_records())
    yield
    sender.cancel()


app = FastAPI(title="Keys (fixed)", lifespan=lifespan)


@app.get("/v1/keys/audited", status_code=status.HTTP_202_ACCEPTED)
async def audited(key: ApiKey, response: Response) -> dict[str, str]:
    if next(request_number) % AUDIT_EVERY == 0:
        record_audit(AuditRecord(action="audited", key_id=key_id(key)))
    if key not in ISSUED_KEYS:
        response.status_code = status.HTTP_401_UNAUTHORIZED
    return {"status": "recorded"}


# endregion


# region: fix-cache
@dataclass
class KeyInfo:
    first_seen: float = field(default_factory=time.monotonic)
    requests: int = 0


key_info: TTLCache[str, KeyInfo] = TTLCache(maxsize=1_000, ttl=300)


@app.get("/v1/keys/cached")
async def cached(key: ApiKey) -> dict[str, int]:
    # Checked first: a flood of other keys would push issued ones out.
    if key not in ISSUED_KEYS:
        raise unauthorized
    info = key_info.get(key)
    if info is None:
        # The oldest entry makes room when there are a thousand.
        info = key_info[key] = KeyInfo()
    info.requests += 1
    return {"requests": info.requests}


# endregion


# region: fix-log
request_log: deque[str] = deque(maxlen=1_000)


@app.get("/v1/keys/logged")
async def logged(key: ApiKey) -> dict[str, str]:
    # A line of text refers to nothing, and the thousandth line pushes the first one out.
    request_log.append(f"{time.time():.3f} GET /v1/keys/logged {key_id(key)}")
    if key not in ISSUED_KEYS:
        raise unauthorized
    return {"status": "ok"}


# endregion


# region: fix-session
async def open_session() -> AsyncIterator[Session]:
    """Closes the session when the request is over, however it ends."""
    with closing(Session()) as session:
        yield session


@app.get("/v1/items")
async def items(key: ApiKey, session: Annotated[Session, Depends(open_session)]) -> list[str]:
    if key not in ISSUED_KEYS:
        raise unauthorized
    return session.items(owner=key)


# endregion


def truth() -> dict[str, Kept]:
    return {
        "cached": {"entries": len(key_info), "bytes": deep_bytes([key_info])},
        "logged": {"entries": len(request_log), "bytes": deep_bytes([request_log])},
        "audited": {
            "entries": audit_queue.qsize(),
            "bytes": audit_queue.qsize() * deep_bytes([AuditRecord("audited", key_id(""))]),
        },
        "items": {
            "entries": len(Session.open_sessions),
            "bytes": deep_bytes([Session.open_sessions]),
        },
    }
