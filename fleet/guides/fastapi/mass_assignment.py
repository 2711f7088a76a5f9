"""PATCH /me and POST /notes: what a body may set."""

from typing import Any
from uuid import UUID

from bodies import AnyBody
from response_properties import internals_of, secrets_of

# region: fix-body
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, EmailStr, Field

from database import Db, Note, User
from input_validation import NoteIn, NoteOut
from jwt_verification import CurrentUser
from response_properties import MeOut

router = APIRouter()


class MeUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(default="", min_length=1, max_length=100)
    email: EmailStr = Field(default="", max_length=254)


@router.patch("/me", response_model=MeOut)
async def update(sent: MeUpdate, user: CurrentUser, db: Db) -> User:
    for name, value in sent.model_dump(exclude_unset=True).items():
        setattr(user, name, value)
    await db.commit()
    # The commit expired what was loaded, and an async session loads nothing by itself.
    await db.refresh(user)
    return user


# endregion


# region: fix-owner
@router.post("/notes", status_code=201, response_model=NoteOut)
async def create(sent: NoteIn, user: CurrentUser, db: Db) -> Note:
    note = Note(owner=user.id, title=sent.title, body=sent.body)
    db.add(note)
    await db.commit()
    await db.refresh(note)
    return note


# endregion

flawed = APIRouter()


@flawed.patch("/me")
async def update_all(sent: AnyBody, user: CurrentUser, db: Db) -> dict[str, Any]:
    for name, value in sent.items():
        setattr(user, name, value)
    await db.commit()
    await db.refresh(user)
    return secrets_of(user)


@flawed.post("/notes", status_code=201)
async def create_for_any(sent: AnyBody, user: CurrentUser, db: Db) -> dict[str, Any]:
    fields = {"owner": str(user.id), **sent}
    note = Note(**{**fields, "owner": UUID(fields["owner"])})
    db.add(note)
    await db.commit()
    await db.refresh(note)
    return internals_of(note)
