"""POST /avatars and GET /avatars/{name}."""

# region: fix-upload
import re
from uuid import uuid4

from flask import Blueprint, Flask, abort, g, request, send_from_directory

from pictures import clean_picture  # the function above
from service import AVATARS  # a folder that no web server serves

MAX_BYTES = 1_000_000
NAME = re.compile(r"[0-9a-f-]{36}\.[0-9a-f]{32}\.(?:png|jpg)")
routes = Blueprint("uploads", __name__)


def limit_bodies(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES + 10_000  # 413, before the form is parsed


@routes.post("/avatars")
def upload():
    if "file" not in request.files:
        abort(400, "Send one file")
    sent = request.files["file"].read(MAX_BYTES + 1)
    if len(sent) > MAX_BYTES:
        abort(413, "1 MB at most")
    try:
        picture, extension = clean_picture(sent)
    except ValueError:
        abort(415, "PNG or JPEG only")
    name = f"{g.user.id}.{uuid4().hex}{extension}"
    (AVATARS / name).write_bytes(picture)
    return {"url": f"/avatars/{name}"}, 201


# endregion


# region: fix-download
@routes.get("/avatars/<name>")
def download(name):
    if not NAME.fullmatch(name):
        abort(404)
    response = send_from_directory(AVATARS, name, as_attachment=True)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@routes.delete("/avatars/<name>")
def delete(name):
    own = NAME.fullmatch(name) and name.startswith(f"{g.user.id}.")
    if not own or not (AVATARS / name).is_file():
        abort(404)
    (AVATARS / name).unlink()
    return "", 204


# endregion

flawed = Blueprint("uploads", __name__)
types: dict[str, str] = {}


@flawed.post("/avatars")
def upload_anything():
    file = request.files["file"]
    file.save(AVATARS / file.filename)
    types[file.filename] = file.content_type
    return {"url": f"/avatars/{file.filename}"}, 201


@flawed.get("/avatars/<name>")
def download_anything(name):
    return send_from_directory(AVATARS, name, mimetype=types.get(name))


@flawed.delete("/avatars/<name>")
def delete_any(name):
    (AVATARS / name).unlink()
    return "", 204
