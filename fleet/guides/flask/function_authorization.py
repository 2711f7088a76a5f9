"""Administration, and who may call what."""

from uuid import UUID

from functools import wraps

from database import User
from input_validation import AnnouncementIn, body, limit_of
from jwt_verification import unverified_claims
from response_properties import MeOut, secrets_of

# region: fix-roles
from flask import Blueprint, Flask, abort, g, request

from database import Announcement, db
from jwt_verification import current_claims, user_of

# Endpoints by name, as Flask matched them: other spellings of a path cannot slip past.
OPEN = {
    "public.status",
    "accounts.login",
    "accounts.register",
    "files.public_file",
    "public.contract",
}

admin = Blueprint("admin", __name__, url_prefix="/admin")


def require_users(app: Flask) -> None:
    @app.before_request
    def require_user():
        # Browsers ask for permission (CORS) without credentials; Flask answers OPTIONS itself.
        if request.endpoint not in OPEN and request.method != "OPTIONS":
            g.user = user_of(current_claims())


@admin.before_request
def require_admin():
    if request.method != "OPTIONS" and g.user.role != "admin":
        abort(403, "Only administrators may do this")


@admin.delete("/announcements/<uuid:announcement_id>")
def withdraw(announcement_id):
    db.session.delete(db.get_or_404(Announcement, announcement_id))
    db.session.commit()
    return "", 204


# endregion

public = Blueprint("public", __name__)


@public.get("/")
def status():
    return {"status": "up"}


@admin.get("/users")
def users():
    return MeOut(many=True).dump(
        db.session.scalars(db.select(User).order_by(User.username).limit(limit_of()))
    )


def announce(text: str):
    announcement = Announcement(text=text)
    db.session.add(announcement)
    db.session.commit()
    return {"id": str(announcement.id), "text": announcement.text}, 201


@admin.post("/announcements")
def publish():
    return announce(body(AnnouncementIn)["text"])


flawed = Blueprint("admin", __name__, url_prefix="/admin")


def login_required(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        g.user = user_of(unverified_claims())
        return view(*args, **kwargs)

    return guarded


@flawed.get("/users")
@login_required
def users_for_all():
    return [secrets_of(user) for user in db.session.scalars(db.select(User))]


@flawed.post("/announcements")
@login_required
def publish_for_all():
    return announce(request.get_json()["text"])


@flawed.delete("/announcements/<announcement_id>")
@login_required
def withdraw_for_all(announcement_id):
    return withdraw(UUID(announcement_id))
