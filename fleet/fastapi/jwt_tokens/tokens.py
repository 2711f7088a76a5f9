"""Checks tokens that were signed with the secret in JWT_SECRET."""

import os
from typing import Annotated, Any

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

SECRET = os.environ["JWT_SECRET"]

Claims = dict[str, Any]
unauthorized = HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid token")


async def bearer_token(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
) -> str:
    return credentials.credentials


def decode(token: str) -> Claims:
    """The claims of a token whose signature and expiry are good."""
    try:
        return jwt.decode(
            token, SECRET, algorithms=["HS256"], options={"require": ["sub", "jti", "exp"]}
        )
    except jwt.InvalidTokenError as error:
        raise unauthorized from error
