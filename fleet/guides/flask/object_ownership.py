"""GET, PUT and DELETE /notes/{id}: the caller's own notes, and those of all users."""

from uuid import UUID

from flask import request

from response_properties import internals_of

# region: fix-owner
from flask import Blueprint, g

from database import Note, db
from input_validation import NoteIn, NoteOut, body

routes = Blueprint("object_ownership", __name__)


def own_note(note_id) -> Note:
    return db.first_or_404(db.select(Note).filter_by(id=note_id, owner=g.user.id))


@routes.get("/notes/<uuid:note_id>")
def read(note_id):
    return NoteOut().dump(own_note(note_id))


@routes.put("/notes/<uuid:note_id>")
def replace(note_id):
    note = own_note(note_id)
    sent = body(NoteIn)
    note.title, note.body = sent["title"], sent["body"]
    db.session.commit()
    return NoteOut().dump(note)


@routes.delete("/notes/<uuid:note_id>")
def delete(note_id):
    db.session.delete(own_note(note_id))
    db.session.commit()
    return "", 204


# endregion

flawed = Blueprint("object_ownership", __name__)


@flawed.get("/notes/<note_id>")
def read_any(note_id):
    return internals_of(db.get_or_404(Note, UUID(note_id)))


@flawed.put("/notes/<note_id>")
def replace_any(note_id):
    note = db.get_or_404(Note, UUID(note_id))
    sent = request.get_json()
    note.title, note.body = sent["title"], sent["body"]
    db.session.commit()
    return internals_of(note)


@flawed.delete("/notes/<note_id>")
def delete_any(note_id):
    db.session.delete(db.get_or_404(Note, UUID(note_id)))
    db.session.commit()
    return "", 204
