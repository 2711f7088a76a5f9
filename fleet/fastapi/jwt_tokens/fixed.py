"""The same two routes: one keeps nothing, the other a bounded number of small entries."""

import time
from typing import Annotated

from cachetools import TLRUCache
from fastapi import Depends, FastAPI

from serving import Kept, deep_bytes

from .tokens import Claims, bearer_token, decode, unauthorized

app = FastAPI(title="Tokens (fixed)")


# region: fix-decode
async def current_claims(token: Annotated[str, Depends(bearer_token)]) -> Claims:
    """Decoded for this request and dropped with it."""
    return decode(token)


CurrentClaims = Annotated[Claims, Depends(current_claims)]


@app.get("/v1/profile")
async def profile(claims: CurrentClaims) -> dict[str, str]:
    return {"user": claims["sub"]}


# endregion


# region: fix-cache
MAX_ID_LENGTH = 128


def expiry(_: str, expires: float, now: float) -> float:
    """An entry goes when its token expires, and after an hour at the latest."""
    return min(expires, now + 3600)


# The id and the expiry of a token are all that a look-up needs.
expiry_by_jti: TLRUCache[str, float] = TLRUCache(maxsize=1_000, ttu=expiry, timer=time.time)


@app.get("/v1/orders")
async def orders(claims: CurrentClaims) -> dict[str, int]:
    if len(claims["jti"]) > MAX_ID_LENGTH:
        raise unauthorized
    expiry_by_jti[claims["jti"]] = float(claims["exp"])
    return {"orders": 0}


# endregion


def truth() -> dict[str, Kept]:
    return {
        "profile": {"entries": 0, "bytes": 0},
        "orders": {"entries": len(expiry_by_jti), "bytes": deep_bytes([expiry_by_jti])},
    }
