"""Checks tokens that were signed with the secret in JWT_SECRET."""

import os
from typing import Annotated, Any

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

SECRET = os.environ["JWT_SECRET"]
USUAL_KID = "2026-01"

Claims = dict[str, Any]
unauthorized = HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid token")


async def bearer_token(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
) -> str:
    return credentials.credentials


def decode(token: str, key: str = SECRET) -> Claims:
    """The claims of a token whose signature and expiry are good."""
    try:
        return jwt.decode(
            token, key, algorithms=["HS256"], options={"require": ["sub", "jti", "exp"]}
        )
    except jwt.InvalidTokenError as error:
        raise unauthorized from error


def unchecked_kid(token: str) -> str:
    """What a token says of its key before anybody knows who wrote it."""
    try:
        return str(jwt.get_unverified_header(token).get("kid", USUAL_KID))
    except jwt.InvalidTokenError as error:
        raise unauthorized from error


async def published_keys() -> dict[str, str]:
    """Stands for the issuer's key set, which a service fetches (RFC 7517)."""
    return {USUAL_KID: SECRET}
