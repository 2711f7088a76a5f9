"""How often a client may ask, and how often a password may be wrong."""

# region: fix-limit
import jwt
from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.constants import HeaderNames

from jwt_verification import sent_token, verified


def address() -> str:
    return request.remote_addr or ""


def client() -> str:
    """The user of a verified token, else the address."""
    try:
        return verified(sent_token())["sub"]
    except jwt.InvalidTokenError:
        return address()


limiter = Limiter(
    client,
    application_limits=["600 per minute"],  # in all; default_limits would count each view by itself
    headers_enabled=True,  # Retry-After, and how much is left
    header_name_mapping={
        HeaderNames.LIMIT: "RateLimit-Limit",
        HeaderNames.REMAINING: "RateLimit-Remaining",
    },
    storage_uri="memory://",  # redis://… as soon as there are several processes
)


def limit_requests(app: Flask) -> None:
    limiter.init_app(
        app
    )  # before the function that requires a user, so that refusals count as well


# endregion


# region: fix-login
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

PER_ACCOUNT = RateLimitItemPerMinute(10)
PER_ADDRESS = RateLimitItemPerMinute(100)
attempts = FixedWindowRateLimiter(MemoryStorage())


def count_attempt(username: str) -> None:
    """Before the password is checked: of many attempts at once only so many get that far."""
    by_account = attempts.hit(PER_ACCOUNT, "account", username.lower())
    by_address = attempts.hit(PER_ADDRESS, "address", address())
    if not (by_account and by_address):
        raise TooManyRequests("Too many login attempts", retry_after=60)


def forget_attempts(username: str) -> None:
    """After the right password."""
    attempts.clear(PER_ACCOUNT, "account", username.lower())


# endregion
