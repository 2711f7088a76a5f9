"""Users and notes in SQLite, by SQLAlchemy."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from fastapi import Depends
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service import FIRST_USERS, FOLDER

engine = create_async_engine(f"sqlite+aiosqlite:///{FOLDER / 'notes.db'}")
sessions = async_sessionmaker(engine)
# What OWASP asks for at the least: a scan logs in often.
passwords = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    username: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    role: Mapped[str] = mapped_column(default="user")
    credits: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str | None]


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    owner: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    title: Mapped[str]
    body: Mapped[str]


class Announcement(Base):
    __tablename__ = "announcements"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    text: Mapped[str]


async def session() -> AsyncIterator[AsyncSession]:
    async with sessions() as db:
        yield db


Db = Annotated[AsyncSession, Depends(session)]


async def prepare() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with sessions() as db:
        for username, password, role in FIRST_USERS:
            user = User(
                id=uuid4(),
                username=username,
                password_hash=passwords.hash(password),
                role=role,
                name=username.title(),
                email=f"{username}@example.com",
            )
            db.add(user)
            await db.flush()
            db.add(Note(owner=user.id, title=f"Milk for {username}", body="Two bottles"))
        await db.commit()
