"""GET /notes, and what bodies may be."""

# region: fix-validation
from flask import Blueprint, g, request
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from database import Note, db

routes = Blueprint("input_validation", __name__)


def well_formed(text: str) -> None:
    """JSON can carry halves of characters, which databases refuse."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValidationError("Not valid Unicode.")


def text(shortest: int, longest: int, *further) -> fields.String:
    length = validate.Length(shortest, longest)
    return fields.String(required=True, validate=[length, well_formed, *further])


class NoteIn(Schema):  # unknown properties are an error: the default of marshmallow
    title = text(1, 200)
    body = text(0, 5_000)


class NoteOut(Schema):
    id = fields.UUID()
    owner = fields.UUID()
    title = fields.String()
    body = fields.String()


class Page(Schema):
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100))


def body(schema: type[Schema]) -> dict:
    return schema().load(request.get_json())


def limit_of() -> int:
    return Page(unknown=EXCLUDE).load(request.args)["limit"]


@routes.get("/notes")
def notes():
    own = db.select(Note).filter_by(owner=g.user.id).order_by(Note.title).limit(limit_of())
    return NoteOut(many=True).dump(db.session.scalars(own))


# endregion


class AnnouncementIn(Schema):
    text = text(1, 1_000)


class Credentials(Schema):
    username = text(3, 32, validate.Regexp(r"[A-Za-z0-9_-]+\Z"))
    password = text(12, 128)


flawed = Blueprint("input_validation", __name__)


@flawed.get("/notes")
def notes_without_end():
    limit = int(request.args.get("limit", "20"))
    own = db.select(Note).filter_by(owner=g.user.id).order_by(Note.title).limit(limit)
    return NoteOut(many=True).dump(db.session.scalars(own))
