"""The same three routes: what they keep is nothing, a bounded number, or what is published."""

import asyncio
import math
import time
from typing import Annotated

from cachetools import TLRUCache
from fastapi import Depends, FastAPI

from serving import Kept, deep_bytes

from .tokens import Claims, bearer_token, decode, published_keys, unauthorized, unchecked_kid

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


# region: fix-kids
class IssuerKeys:
    """What the issuer publishes, and nothing else, whatever tokens ask for."""

    REFRESH_SECONDS = 60

    def __init__(self) -> None:
        self.published: dict[str, str] = {}
        self._asked = -math.inf
        self._asking = asyncio.Lock()

    async def find(self, kid: str) -> str:
        if kid not in self.published:
            await self._refresh()
        if kid not in self.published:
            raise unauthorized
        return self.published[kid]

    async def _refresh(self) -> None:
        """The issuer may have a new key, but made-up ones must not become a flood there."""
        # Whoever comes while the answer is under way waits for the same one.
        async with self._asking:
            if time.monotonic() - self._asked > self.REFRESH_SECONDS:
                self._asked = time.monotonic()
                self.published = await published_keys()


issuer_keys = IssuerKeys()


@app.get("/v1/kids")
async def kids(token: Annotated[str, Depends(bearer_token)]) -> dict[str, str]:
    claims = decode(token, await issuer_keys.find(unchecked_kid(token)))
    return {"user": claims["sub"]}


# endregion


def truth() -> dict[str, Kept]:
    return {
        "profile": {"entries": 0, "bytes": 0},
        "orders": {"entries": len(expiry_by_jti), "bytes": deep_bytes([expiry_by_jti])},
        "kids": {
            "entries": len(issuer_keys.published),
            "bytes": deep_bytes([issuer_keys.published]),
        },
    }
