"""GET /me and GET /users: what a response shows of a user."""

from database import Note

# region: fix-response
from flask import Blueprint, g
from marshmallow import Schema, fields, post_dump

from database import User, db
from input_validation import limit_of

routes = Blueprint("response_properties", __name__)


class UserOut(Schema):
    """What other users see."""

    id = fields.UUID()
    username = fields.String()
    name = fields.String()


class MeOut(UserOut):
    """What users see of themselves."""

    email = fields.String()
    role = fields.String()
    credits = fields.Integer()

    @post_dump
    def without_null(self, user, **_):
        return {name: value for name, value in user.items() if value is not None}


@routes.get("/users")
def users():
    found = db.session.scalars(db.select(User).order_by(User.username).limit(limit_of()))
    return UserOut(many=True).dump(found)


@routes.get("/me")
def me():
    return MeOut().dump(g.user)


# endregion

flawed = Blueprint("response_properties", __name__)


def secrets_of(user: User) -> dict:
    row = {column.name: getattr(user, column.name) for column in User.__table__.columns}
    return {**row, "passwordHash": row.pop("password_hash")}


def internals_of(note: Note) -> dict:
    row = {column.name: getattr(note, column.name) for column in Note.__table__.columns}
    return {**row, "internal_notes": "moderation pending", "_shard": 3, "is_deleted": False}


@flawed.get("/users")
def users_with_secrets():
    return [secrets_of(user) for user in db.session.scalars(db.select(User))]


@flawed.get("/me")
def me_with_secrets():
    return secrets_of(g.user)
