"""How often a client may ask, and how often a password may be wrong."""

# region: fix-limit
from time import time

import jwt
from fastapi import FastAPI, HTTPException, Request
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from error_handling import problem
from jwt_verification import verified

TRUSTED_PROXIES = {"127.0.0.1"}
PER_CLIENT = RateLimitItemPerMinute(600)
limiter = FixedWindowRateLimiter(MemoryStorage())


def address_of(request: Request) -> str:
    """What the proxy on this machine added last; what stands before it is up to the client."""
    address = request.client.host
    if address not in TRUSTED_PROXIES:
        return address
    seen = [address, *",".join(request.headers.getlist("X-Forwarded-For")).split(",")]
    return seen[-1].strip() or address


def client_of(request: Request) -> str:
    """The user of a verified token, else the address."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        return verified(token if scheme.lower() == "bearer" else "")["sub"]
    except jwt.InvalidTokenError:
        return address_of(request)


def limit_requests(app: FastAPI) -> None:
    @app.middleware("http")
    async def limited(request: Request, call_next):
        client = client_of(request)
        allowed = await limiter.hit(PER_CLIENT, client)
        window = await limiter.get_window_stats(PER_CLIENT, client)
        wait = max(1, round(window.reset_time - time()))
        if allowed:
            response = await call_next(request)
        else:
            response = problem(429, "Too many requests", {"Retry-After": str(wait)})
        response.headers["RateLimit-Policy"] = f'"client";q={PER_CLIENT.amount};w=60'
        response.headers["RateLimit"] = f'"client";r={window.remaining};t={wait}'
        return response


# endregion

# region: fix-login
PER_ACCOUNT = RateLimitItemPerMinute(10)
PER_ADDRESS = RateLimitItemPerMinute(100)


async def count_attempt(username: str, address: str) -> None:
    """Before the password is checked: of many attempts at once only so many get that far."""
    by_account = await limiter.hit(PER_ACCOUNT, "account", username.lower())
    by_address = await limiter.hit(PER_ADDRESS, "address", address)
    if not (by_account and by_address):
        raise HTTPException(429, "Too many login attempts", {"Retry-After": "60"})


async def forget_attempts(username: str) -> None:
    """After the right password."""
    await limiter.clear(PER_ACCOUNT, "account", username.lower())


# endregion
