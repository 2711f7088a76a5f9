"""Administration, and who may call what."""

from typing import Any

from sqlalchemy import select

from bodies import AnyBody
from database import User
from input_validation import AnnouncementIn, Limit
from response_properties import MeOut, secrets_of

# region: fix-roles
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException

from database import Announcement, Db
from jwt_verification import CurrentUser, current_user


async def require_admin(user: CurrentUser) -> None:
    if user.role != "admin":
        raise HTTPException(403, "Only administrators may do this")


# Every route belongs to one of three routers. Only what is registered on the first is open.
open_to_all = APIRouter()
signed_in = APIRouter(dependencies=[Depends(current_user)])
admin = APIRouter(prefix="/admin", dependencies=[Depends(require_admin)])


@open_to_all.get("/")
async def status() -> dict[str, str]:
    return {"status": "up"}


@admin.delete("/announcements/{announcement_id}", status_code=204)
async def withdraw(announcement_id: UUID, db: Db) -> None:
    announcement = await db.get(Announcement, announcement_id)
    if announcement is None:
        raise HTTPException(404, "There is no such announcement")
    await db.delete(announcement)
    await db.commit()


# endregion


@admin.get("/users", response_model=list[MeOut], response_model_exclude_none=True)
async def users(db: Db, limit: Limit = 20) -> list[User]:
    return list(await db.scalars(select(User).order_by(User.username).limit(limit)))


@admin.post("/announcements", status_code=201)
async def publish(sent: AnnouncementIn, db: Db) -> dict[str, str]:
    announcement = Announcement(text=sent.text)
    db.add(announcement)
    await db.commit()
    await db.refresh(announcement)
    return {"id": str(announcement.id), "text": announcement.text}


flawed_admin = APIRouter(prefix="/admin", dependencies=[Depends(current_user)])


@flawed_admin.get("/users")
async def users_for_all(db: Db) -> list[dict[str, Any]]:
    return [secrets_of(user) for user in await db.scalars(select(User))]


@flawed_admin.post("/announcements", status_code=201)
async def publish_for_all(sent: AnyBody, db: Db) -> dict[str, str]:
    announcement = Announcement(text=sent["text"])
    db.add(announcement)
    await db.commit()
    await db.refresh(announcement)
    return {"id": str(announcement.id), "text": announcement.text}


@flawed_admin.delete("/announcements/{announcement_id}", status_code=204)
async def withdraw_for_all(announcement_id: str, db: Db) -> None:
    await withdraw(UUID(announcement_id), db)
