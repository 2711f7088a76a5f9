"""A rate limiter that counts by account, and by address where there is none."""

from fastapi import APIRouter, Request
from limits.storage import MemoryStorage
from slowapi import Limiter
from slowapi.util import get_remote_address

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, fingerprint, unauthorized

router = APIRouter()


# region: fix-limited
def caller(request: Request) -> str:
    """Who is behind a key that was checked; for all others the address, whatever they send."""
    key = request.headers.get("X-API-Key")
    if key in ISSUED_KEYS:
        return f"account:{fingerprint(key)}"
    return f"address:{get_remote_address(request)}"


def rate(key: str) -> str:
    """Many may share an address, so theirs is a limit for floods alone."""
    return "6000/minute" if key.startswith("account:") else "300000/minute"


limiter = Limiter(key_func=caller)


@router.get("/v1/limited")
# The store drops a counter when its window is over: a minute, not a day.
@limiter.limit(rate)
async def limited(request: Request, key: ApiKey) -> dict[str, str]:
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
