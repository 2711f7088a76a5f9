"""POST /register and POST /login, open in both variants."""

from typing import Any

from argon2.exceptions import VerificationError
from bodies import AnyBody
from database import Db, User, passwords
from error_handling import problem
from fastapi import APIRouter, HTTPException, Request, Response
from input_validation import Credentials
from jwt_verification import issue
from rate_limiting import address_of, count_attempt, forget_attempts
from response_headers import start_session
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

# Verified where there is no such user, so that both take as long.
DUMMY_HASH = passwords.hash("no one has this password")
router = APIRouter()
flawed = APIRouter()


async def add_user(username: str, password: str, db: Db) -> dict[str, str]:
    user = User(username=username, password_hash=passwords.hash(password), name=username)
    db.add(user)
    try:
        await db.commit()
    except IntegrityError:
        raise HTTPException(409, "The name is taken") from None
    await db.refresh(user)
    return {"id": str(user.id), "username": user.username}


async def check(username: str, password: str, db: Db) -> User | None:
    user = await db.scalar(select(User).where(User.username == username))
    try:
        passwords.verify(user.password_hash if user else DUMMY_HASH, password)
    except VerificationError:
        return None
    return user


@router.post("/register", status_code=201)
async def register(sent: Credentials, db: Db) -> dict[str, str]:
    return await add_user(sent.username, sent.password, db)


@router.post("/login")
async def login(sent: Credentials, request: Request, response: Response, db: Db) -> dict[str, str]:
    await count_attempt(sent.username, address_of(request))
    user = await check(sent.username, sent.password, db)
    if user is None:
        raise HTTPException(401, "Wrong name or password", {"WWW-Authenticate": "Bearer"})
    await forget_attempts(sent.username)
    token = issue(user)
    start_session(response, token)
    return {"token": token}


@flawed.post("/register", status_code=201)
async def register_anything(sent: AnyBody, db: Db) -> dict[str, str]:
    return await add_user(sent["username"], sent["password"], db)


@flawed.post("/login")
async def login_without_limit(sent: AnyBody, response: Response, db: Db) -> Any:
    user = await check(sent["username"], sent["password"], db)
    if user is None:
        return problem(401, "Wrong name or password")
    token = issue(user)
    response.set_cookie("session", token, samesite=None)
    return {"token": token}
