"""How often a client may ask, and how often a password may be wrong."""

# region: fix-limit
from time import time

import jwt
from django.core.cache import cache

from error_handling import problem
from jwt_verification import sent_token, verified

WINDOW_SECONDS = 60


def count(kind: str, who: str, by: int = 1) -> int:
    """How many there were in this window, those counted now included."""
    key = f"{kind}:{who}:{int(time()) // WINDOW_SECONDS}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    return cache.incr(key, by)


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

FAILURES = {"account": 10, "address": 100}


def refuse_guessing(username: str, address: str) -> None:
    """Before the password is checked."""
    for kind, who in (("account", username.lower()), ("address", address)):
        if count(kind, who, by=0) >= FAILURES[kind]:
            raise Throttled(wait=WINDOW_SECONDS)


def count_failure(username: str, address: str) -> None:
    """When it was wrong, also for names that no one has."""
    count("account", username.lower())
    count("address", address)


# endregion
