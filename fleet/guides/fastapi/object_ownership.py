"""GET, PUT and DELETE /notes/{id}: the caller's own notes, and those of all users."""

from typing import Any

from bodies import AnyBody
from response_properties import internals_of

# region: fix-owner
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select

from database import Db, Note
from input_validation import NoteIn, NoteOut
from jwt_verification import CurrentUser

router = APIRouter()


async def own_note(note_id: UUID, user: CurrentUser, db: Db) -> Note:
    note = await db.scalar(select(Note).where(Note.id == note_id, Note.owner == user.id))
    if note is None:
        raise HTTPException(404, "There is no such note")
    return note


OwnNote = Annotated[Note, Depends(own_note)]


@router.get("/notes/{note_id}", response_model=NoteOut)
async def read(note: OwnNote) -> Note:
    return note


@router.put("/notes/{note_id}", response_model=NoteOut)
async def replace(note: OwnNote, sent: NoteIn, db: Db) -> Note:
    note.title, note.body = sent.title, sent.body
    await db.commit()
    await db.refresh(note)
    return note


@router.delete("/notes/{note_id}", status_code=204)
async def delete(note: OwnNote, db: Db) -> None:
    await db.delete(note)
    await db.commit()


# endregion

flawed = APIRouter()


async def any_note(note_id: str, db: Db) -> Note:
    note = await db.get(Note, UUID(note_id))
    if note is None:
        raise HTTPException(404, "There is no such note")
    return note


AnyNote = Annotated[Note, Depends(any_note)]


@flawed.get("/notes/{note_id}")
async def read_any(note: AnyNote) -> dict[str, Any]:
    return internals_of(note)


@flawed.put("/notes/{note_id}")
async def replace_any(note: AnyNote, sent: AnyBody, db: Db) -> dict[str, Any]:
    note.title, note.body = sent["title"], sent["body"]
    await db.commit()
    await db.refresh(note)
    return internals_of(note)


@flawed.delete("/notes/{note_id}", status_code=204)
async def delete_any(note: AnyNote, db: Db) -> None:
    await db.delete(note)
    await db.commit()
