"""Who is asking: the token's word for it, and the database's."""

# region: fix-verify
import os
from typing import Annotated, Any

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

SECRET = os.environ["JWT_SECRET"]
if len(SECRET.encode()) < 32:
    raise RuntimeError("JWT_SECRET has to be at least 32 random bytes")

bearer = HTTPBearer(auto_error=False)
Sent = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


def verified(token: str) -> dict[str, Any]:
    return jwt.decode(
        token,
        SECRET,
        algorithms=["HS256"],
        issuer=os.environ["JWT_ISSUER"],
        audience=os.environ["JWT_AUDIENCE"],
        options={"require": ["exp", "iss", "aud", "sub"]},
    )


async def current_claims(sent: Sent) -> dict[str, Any]:
    try:
        return verified(sent.credentials if sent else "")
    except jwt.InvalidTokenError:
        challenge = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(401, "The token is missing or not valid", challenge) from None


# endregion

from datetime import UTC, datetime, timedelta
from uuid import UUID

from database import Db, User
from service import IS_FIXED


async def unverified_claims(sent: Sent) -> dict[str, Any]:
    try:
        return jwt.decode(sent.credentials if sent else "", options={"verify_signature": False})
    except jwt.InvalidTokenError:
        raise HTTPException(401, "The token is missing or not valid") from None


Claims = Annotated[dict[str, Any], Depends(current_claims if IS_FIXED else unverified_claims)]


async def current_user(claims: Claims, db: Db) -> User:
    try:
        user = await db.get(User, UUID(claims["sub"]))
    except (KeyError, ValueError, TypeError, AttributeError):
        user = None
    if user is None:
        raise HTTPException(401, "There is no such user", {"WWW-Authenticate": "Bearer"})
    return user


CurrentUser = Annotated[User, Depends(current_user)]


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
