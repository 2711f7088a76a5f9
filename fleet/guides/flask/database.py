"""Users and notes in SQLite, by Flask-SQLAlchemy."""

from uuid import UUID, uuid4

from argon2 import PasswordHasher
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service import FIRST_USERS


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)
# What OWASP asks for at the least: a scan logs in often.
passwords = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class User(db.Model):
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    username: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    role: Mapped[str] = mapped_column(default="user")
    credits: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str | None]


class Note(db.Model):
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    owner: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    title: Mapped[str]
    body: Mapped[str]


class Announcement(db.Model):
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    text: Mapped[str]


def prepare() -> None:
    db.create_all()
    for username, password, role in FIRST_USERS:
        user = User(
            id=uuid4(),
            username=username,
            password_hash=passwords.hash(password),
            role=role,
            name=username.title(),
            email=f"{username}@example.com",
        )
        db.session.add(user)
        db.session.flush()
        db.session.add(Note(owner=user.id, title=f"Milk for {username}", body="Two bottles"))
    db.session.commit()
