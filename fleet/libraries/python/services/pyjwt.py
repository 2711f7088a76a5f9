"""Verifies the token of each request, and forgets it."""

import os
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()

SECRET = os.environ["JWT_SECRET"]
Bearer = Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]


@app.get("/v1/things")
async def things(bearer: Bearer) -> dict[str, str | list[str]]:
    try:
        claims = jwt.decode(
            bearer.credentials, SECRET, algorithms=["HS256"], options={"require": ["sub", "exp"]}
        )
    except jwt.InvalidTokenError as error:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid token") from error
    return {"owner": claims["sub"], "things": ["lamp", "chair"]}
