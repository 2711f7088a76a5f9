"""GET /notes/search and GET /tools/lookup: values and code, kept apart or not."""

from commands import look_up_by_shell

# region: fix-query
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from sqlalchemy import select

from commands import look_up
from database import Db, Note
from input_validation import NoteOut
from jwt_verification import CurrentUser

router = APIRouter()


@router.get("/notes/search", response_model=list[NoteOut])
async def search(
    q: Annotated[str, Query(min_length=1, max_length=100)], user: CurrentUser, db: Db
) -> list[Note]:
    # The value is bound; autoescape makes % and _ in it stand for themselves.
    found = select(Note).where(Note.owner == user.id, Note.title.contains(q, autoescape=True))
    return list(await db.scalars(found.order_by(Note.title).limit(100)))


# endregion


# region: fix-lookup
@router.get("/tools/lookup")
def lookup(host: Annotated[str, Query(min_length=1, max_length=253)]) -> dict[str, str]:
    try:
        return {"host": host, "output": look_up(host)}
    except ValueError as error:
        raise HTTPException(400, str(error)) from None


# endregion

from typing import Any

from sqlalchemy import text

flawed = APIRouter()


@flawed.get("/notes/search")
async def search_by_text(q: str, user: CurrentUser, db: Db) -> list[dict[str, Any]]:
    found = await db.execute(
        text(
            "SELECT id, owner, title, body FROM notes "
            f"WHERE owner = '{user.id.hex}' AND title LIKE '%{q}%'"
        )
    )
    return [dict(row) for row in found.mappings()]


@flawed.get("/tools/lookup")
def lookup_by_shell(host: str) -> dict[str, str]:
    return {"host": host, "output": look_up_by_shell(host)}
