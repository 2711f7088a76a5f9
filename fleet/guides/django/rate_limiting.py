"""How often a client may ask, and how often a password may be wrong."""

# region: fix-limit
from time import time

import jwt
from django.core.cache import cache

from error_handling import problem
from jwt_verification import sent_token, verified

WINDOW_SECONDS = 60


def key_of(kind: str, who: str) -> str:
    return f"{kind}:{who}:{int(time()) // WINDOW_SECONDS}"


def count(kind: str, who: str) -> int:
    """How many there were in this window, this one included."""
    key = key_of(kind, who)
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    return cache.incr(key)


def client_of(request) -> str:
    """The user of a verified token, else the address."""
    try:
        return verified(sent_token(request) or "")["sub"]
    except jwt.InvalidTokenError:
        return request.META["REMOTE_ADDR"]


def limit_requests(get_response, most: int = 600):
    def middleware(request):
        left = most - count("requests", client_of(request))
        wait = WINDOW_SECONDS - int(time()) % WINDOW_SECONDS
        if left < 0:
            response = problem(429, "Too many requests")
            response["Retry-After"] = str(wait)
        else:
            response = get_response(request)
        response["RateLimit-Policy"] = f'"client";q={most};w={WINDOW_SECONDS}'
        response["RateLimit"] = f'"client";r={max(0, left)};t={wait}'
        return response

    return middleware


# endregion

# region: fix-login
from rest_framework.exceptions import Throttled


def count_attempt(username: str, address: str) -> None:
    """Before the password is checked: of many attempts at once only so many get that far."""
    by_account = count("account", username.lower())
    by_address = count("address", address)
    if by_account > 10 or by_address > 100:
        raise Throttled(wait=WINDOW_SECONDS)


def forget_attempts(username: str) -> None:
    """After the right password."""
    cache.delete(key_of("account", username.lower()))


# endregion
