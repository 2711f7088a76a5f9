"""GET /me and GET /users: what a response shows of a user."""

from typing import Any

from database import Note

# region: fix-response
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import select

from database import Db, User
from input_validation import Limit
from jwt_verification import CurrentUser

router = APIRouter()


class UserOut(BaseModel):
    """What other users see."""

    id: UUID
    username: str
    name: str


class MeOut(UserOut):
    """What users see of themselves."""

    email: str | None
    role: str
    credits: int


@router.get("/users", response_model=list[UserOut])
async def users(db: Db, limit: Limit = 20) -> list[User]:
    return list(await db.scalars(select(User).order_by(User.username).limit(limit)))


@router.get("/me", response_model=MeOut, response_model_exclude_none=True)
async def me(user: CurrentUser) -> User:
    return user


# endregion


flawed = APIRouter()


def secrets_of(user: User) -> dict[str, Any]:
    row = {column.name: getattr(user, column.name) for column in User.__table__.columns}
    return {**row, "passwordHash": row.pop("password_hash")}


def internals_of(note: Note) -> dict[str, Any]:
    row = {column.name: getattr(note, column.name) for column in Note.__table__.columns}
    return {**row, "internal_notes": "moderation pending", "_shard": 3, "is_deleted": False}


@flawed.get("/users")
async def users_with_secrets(db: Db) -> list[dict[str, Any]]:
    return [secrets_of(user) for user in await db.scalars(select(User))]


@flawed.get("/me")
async def me_with_secrets(user: CurrentUser) -> dict[str, Any]:
    return secrets_of(user)
