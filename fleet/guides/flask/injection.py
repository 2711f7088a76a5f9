"""GET /notes/search and GET /tools/lookup: values and code, kept apart or not."""

from commands import look_up_by_shell

# region: fix-query
from flask import Blueprint, abort, g, request

from commands import look_up
from database import Note, db
from input_validation import NoteOut

routes = Blueprint("injection", __name__)


@routes.get("/notes/search")
def search():
    q = request.args.get("q", "")
    if not 1 <= len(q) <= 100:
        abort(400, "q: 1 to 100 characters")
    # The value is bound; autoescape makes % and _ in it stand for themselves.
    found = db.select(Note).where(Note.owner == g.user.id, Note.title.contains(q, autoescape=True))
    return NoteOut(many=True).dump(db.session.scalars(found.order_by(Note.title).limit(100)))


# endregion


# region: fix-lookup
@routes.get("/tools/lookup")
def lookup():
    host = request.args.get("host", "")
    try:
        return {"host": host, "output": look_up(host)}
    except ValueError as error:
        abort(400, str(error))


# endregion

flawed = Blueprint("injection", __name__)


@flawed.get("/notes/search")
def search_by_text():
    q = request.args["q"]
    found = db.session.execute(
        db.text(
            "SELECT id, owner, title, body FROM note "
            f"WHERE owner = '{g.user.id.hex}' AND title LIKE '%{q}%'"
        )
    )
    return [dict(row) for row in found.mappings()]


@flawed.get("/tools/lookup")
def lookup_by_shell():
    host = request.args["host"]
    return {"host": host, "output": look_up_by_shell(host)}
