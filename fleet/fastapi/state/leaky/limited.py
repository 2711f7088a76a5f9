"""A rate limiter that counts by the key that was sent."""

from fastapi import APIRouter, Request
from limits.storage import MemoryStorage
from slowapi import Limiter

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()


# region: leak-limited
def caller(request: Request) -> str:
    return request.headers.get("X-API-Key", "")


limiter = Limiter(key_func=caller)


@router.get("/v1/limited")
@limiter.limit("1000000/day")
async def limited(request: Request, key: ApiKey) -> dict[str, str]:
    # The limiter runs before this line: each text that was sent has a counter until the day is
    # over, and a limit of its own.
    if key not in ISSUED_KEYS:
        raise unauthorized
    return {"status": "ok"}


# endregion


def kept() -> Kept:
    storage = limiter.limiter.storage
    assert isinstance(storage, MemoryStorage)
    return {
        "entries": len(storage.storage),
        "bytes": deep_bytes([storage.storage, storage.expirations, storage.locks]),
    }
