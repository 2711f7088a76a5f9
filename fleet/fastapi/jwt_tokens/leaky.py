"""Two ways to keep every token that was ever accepted, and one for tokens of anybody."""

import time
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, FastAPI

from serving import Kept, deep_bytes

from .tokens import Claims, bearer_token, decode, published_keys, unauthorized, unchecked_kid

app = FastAPI(title="Tokens (leaky)")
Token = Annotated[str, Depends(bearer_token)]


# region: leak-token
user_by_token: dict[str, str] = {}


@app.get("/v1/profile")
async def profile(token: Token) -> dict[str, str]:
    # Spares the check of a signature, and keeps the token: also when it has long expired.
    if token not in user_by_token:
        user_by_token[token] = decode(token)["sub"]
    return {"user": user_by_token[token]}


# endregion


# region: leak-claims
claims_by_jti: dict[str, Claims] = {}


@app.get("/v1/orders")
async def orders(token: Token) -> dict[str, int]:
    claims = decode(token)
    # Kept so that a token can be looked up by its id, with all claims that its issuer put in.
    # Every token has an id of its own: this grows with each login.
    claims_by_jti[claims["jti"]] = claims
    return {"orders": 0}


# endregion


# region: leak-kids
HOUR = 3_600


@dataclass
class Lookup:
    key: str | None
    at: float = field(default_factory=time.monotonic)


lookups: dict[str, Lookup] = {}


async def verification_key(kid: str) -> str:
    # Misses are kept too, to spare the issuer. But `kid` stands in a header that nobody has
    # checked: each made-up one stays, and an hour later it would only be looked up again.
    lookup = lookups.get(kid)
    if lookup is None or time.monotonic() - lookup.at > HOUR:
        lookup = lookups[kid] = Lookup((await published_keys()).get(kid))
    if lookup.key is None:
        raise unauthorized
    return lookup.key


@app.get("/v1/kids")
async def kids(token: Token) -> dict[str, str]:
    claims = decode(token, await verification_key(unchecked_kid(token)))
    return {"user": claims["sub"]}


# endregion


def truth() -> dict[str, Kept]:
    return {
        "profile": {"entries": len(user_by_token), "bytes": deep_bytes([user_by_token])},
        "orders": {"entries": len(claims_by_jti), "bytes": deep_bytes([claims_by_jti])},
        "kids": {"entries": len(lookups), "bytes": deep_bytes([lookups])},
    }
