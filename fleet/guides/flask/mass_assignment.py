"""PATCH /me and POST /notes: what a body may set."""

from uuid import UUID

from response_properties import internals_of, secrets_of

# region: fix-body
from flask import Blueprint, g, request
from marshmallow import Schema, fields, validate

from database import Note, db
from input_validation import NoteIn, NoteOut, well_formed
from response_properties import MeOut

routes = Blueprint("mass_assignment", __name__)


class MeUpdate(Schema):
    """What users may change of themselves; anything else in the body is an error."""

    name = fields.String(validate=[validate.Length(1, 100), well_formed])
    email = fields.Email(validate=[validate.Length(max=254), well_formed])


@routes.patch("/me")
def update():
    for name, value in MeUpdate().load(request.get_json()).items():
        setattr(g.user, name, value)
    db.session.commit()
    return MeOut().dump(g.user)


# endregion


# region: fix-owner
@routes.post("/notes")
def create():
    note = Note(**NoteIn().load(request.get_json()), owner=g.user.id)
    db.session.add(note)
    db.session.commit()
    return NoteOut().dump(note), 201


# endregion

flawed = Blueprint("mass_assignment", __name__)


@flawed.patch("/me")
def update_all():
    for name, value in request.get_json().items():
        setattr(g.user, name, value)
    db.session.commit()
    return secrets_of(g.user)


@flawed.post("/notes")
def create_for_any():
    sent = {"owner": str(g.user.id), **request.get_json()}
    note = Note(**{**sent, "owner": UUID(sent["owner"])})
    db.session.add(note)
    db.session.commit()
    return internals_of(note), 201
