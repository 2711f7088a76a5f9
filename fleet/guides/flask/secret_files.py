"""Files that are handed out."""

from service import SITE

# region: fix-files
from flask import Blueprint, Flask, abort, send_from_directory

from service import PUBLIC  # a folder with nothing but public files

app = Flask(__name__, static_folder=None)
files = Blueprint("files", __name__)


@files.get("/static/<path:name>")
def public_file(name):
    """From a folder with nothing but public files, and even there no dotfiles."""
    if any(part.startswith(".") for part in name.split("/")):
        abort(404)
    return send_from_directory(PUBLIC, name)


# endregion


def app_with_everything() -> Flask:
    return Flask(__name__, static_folder=SITE, static_url_path="")
