"""Who is asking: the token's word for it, and the database's."""

# region: fix-verify
import os

import jwt
from flask import abort, request
from werkzeug.datastructures import WWWAuthenticate

SECRET = os.environ["JWT_SECRET"]
if len(SECRET.encode()) < 32:
    raise RuntimeError("JWT_SECRET has to be at least 32 random bytes")


def verified(token: str) -> dict:
    return jwt.decode(
        token,
        SECRET,
        algorithms=["HS256"],
        issuer=os.environ["JWT_ISSUER"],
        audience=os.environ["JWT_AUDIENCE"],
        options={"require": ["exp", "iss", "aud", "sub"]},
    )


def sent_token() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def current_claims() -> dict:
    try:
        return verified(sent_token())
    except jwt.InvalidTokenError:
        abort(401, "The token is missing or not valid", www_authenticate=WWWAuthenticate("bearer"))


# endregion

from datetime import UTC, datetime, timedelta
from uuid import UUID

from database import User, db


def unverified_claims() -> dict:
    try:
        return jwt.decode(sent_token(), options={"verify_signature": False})
    except jwt.InvalidTokenError:
        abort(401, "The token is missing or not valid")


def user_of(claims: dict) -> User:
    try:
        user = db.session.get(User, UUID(claims["sub"]))
    except (KeyError, ValueError, TypeError, AttributeError):
        user = None
    if user is None:
        abort(401, "There is no such user", www_authenticate=WWWAuthenticate("bearer"))
    return user


def issue(user: User) -> str:
    """Good for a quarter of an hour."""
    return jwt.encode(
        {
            "sub": str(user.id),
            "role": user.role,
            "iss": os.environ["JWT_ISSUER"],
            "aud": os.environ["JWT_AUDIENCE"],
            "exp": datetime.now(UTC) + timedelta(minutes=15),
        },
        SECRET,
        algorithm="HS256",
    )
