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
def account() -> str:
    sent = request.get_json(silent=True)
    return str(sent.get("username")).lower() if isinstance(sent, dict) else ""


def was_wrong(response) -> bool:
    return response.status_code == 401


def limit_attempts(login):
    """Around the view of the login. Only failures count, also for names that no one has."""
    login = limiter.limit("10 per minute", key_func=account, deduct_when=was_wrong)(login)
    return limiter.limit("100 per minute", key_func=address, deduct_when=was_wrong)(login)


# endregion
