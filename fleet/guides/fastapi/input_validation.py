"""GET /notes, and what the bodies of notes, accounts and announcements may be."""

# region: fix-validation
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from database import Db, Note
from jwt_verification import CurrentUser

router = APIRouter()
Limit = Annotated[int, Query(ge=1, le=100)]


class NoteIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=1, max_length=200)
    body: str = Field(max_length=5_000)


class NoteOut(BaseModel):
    id: UUID
    owner: UUID
    title: str
    body: str


@router.get("/notes", response_model=list[NoteOut])
async def notes(user: CurrentUser, db: Db, limit: Limit = 20) -> list[Note]:
    own = select(Note).where(Note.owner == user.id).order_by(Note.title).limit(limit)
    return list(await db.scalars(own))


# endregion


class AnnouncementIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=1_000)


class Credentials(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: str = Field(min_length=3, max_length=32, pattern=r"^[A-Za-z0-9_-]+$")
    password: str = Field(min_length=12, max_length=128)


flawed = APIRouter()


@flawed.get("/notes", response_model=list[NoteOut])
async def notes_without_end(user: CurrentUser, db: Db, limit: str = "20") -> list[Note]:
    own = select(Note).where(Note.owner == user.id).order_by(Note.title).limit(int(limit))
    return list(await db.scalars(own))
