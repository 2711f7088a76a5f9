"""Four ways to keep something for every API key, or every request, that ever came in."""

import time
from dataclasses import dataclass, field
from itertools import count
from typing import Annotated

from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException, Request, Response, status
from fastapi.security import APIKeyHeader
from starlette.datastructures import State

from serving import Kept, deep_bytes

from .backend import ISSUED_KEYS, Collector, Session

app = FastAPI(title="Keys (leaky)")
ApiKey = Annotated[str, Depends(APIKeyHeader(name="X-API-Key"))]
unauthorized = HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid API key")


# region: leak-map
@dataclass
class KeyInfo:
    issued: bool
    first_seen: float = field(default_factory=time.monotonic)
    requests: int = 0


key_info: dict[str, KeyInfo] = {}


@app.get("/v1/keys/cached")
async def cached(key: ApiKey) -> dict[str, int]:
    # Any key gets an entry, of any length, before it is known to be good; no entry ever goes.
    if key not in key_info:
        key_info[key] = KeyInfo(issued=key in ISSUED_KEYS)
    info = key_info[key]
    info.requests += 1
    if not info.issued:
        raise unauthorized
    return {"requests": info.requests}


# endregion


# region: leak-log
request_log: list[State] = []


@app.get("/v1/keys/logged")
async def logged(request: Request, key: ApiKey) -> dict[str, str]:
    # What later handlers want to know of the caller; the log keeps it long after they ran.
    request.state.api_key = key
    request.state.received = time.time()
    request_log.append(request.state)
    if key not in ISSUED_KEYS:
        raise unauthorized
    return {"status": "ok"}


# endregion


# region: leak-task
AUDIT_EVERY = 16

request_number = count(1)
collector = Collector()
waiting: list[Request] = []


async def send_audit_record(request: Request) -> None:
    waiting.append(request)
    await collector.deliver({"path": request.url.path, "key": request.headers["x-api-key"]})
    waiting.remove(request)


@app.get("/v1/keys/audited", status_code=status.HTTP_202_ACCEPTED)
async def audited(
    request: Request, key: ApiKey, response: Response, tasks: BackgroundTasks
) -> dict[str, str]:
    # The caller has its answer long before the collector takes the record, so callers outrun
    # the collector, and each task that waits for it keeps a whole request alive.
    if next(request_number) % AUDIT_EVERY == 0:
        tasks.add_task(send_audit_record, request)
    if key not in ISSUED_KEYS:
        response.status_code = status.HTTP_401_UNAUTHORIZED
    return {"status": "recorded"}


# endregion


# region: leak-session
@app.get("/v1/items")
async def items(key: ApiKey) -> list[str]:
    session = Session()
    if key not in ISSUED_KEYS:
        # Here the session is forgotten, but still open.
        raise unauthorized
    found = session.items(owner=key)
    session.close()
    return found


# endregion


def truth() -> dict[str, Kept]:
    return {
        "cached": {"entries": len(key_info), "bytes": deep_bytes([key_info])},
        "logged": {"entries": len(request_log), "bytes": deep_bytes([request_log])},
        "audited": {"entries": len(waiting), "bytes": deep_bytes([waiting])},
        "items": {
            "entries": len(Session.open_sessions),
            "bytes": deep_bytes([Session.open_sessions]),
        },
    }
