"""POST /previews: fetches a page that the caller names."""

from flask import request

from fetching import fetch_anything

# region: fix-handler
import httpx
from flask import Blueprint, abort
from marshmallow import Schema

from fetching import fetch  # the function above
from input_validation import body, text
from titles import title_of

routes = Blueprint("server_side_requests", __name__)


class PreviewIn(Schema):
    url = text(1, 2_000)


@routes.post("/previews")
def preview():
    try:
        status, page = fetch(body(PreviewIn)["url"])
    except (ValueError, UnicodeError, OSError, httpx.InvalidURL):
        abort(400, "The URL may not be fetched")
    except httpx.HTTPError:
        abort(502, "The page could not be fetched")
    return {"status": status, "title": title_of(page)}


# endregion

flawed = Blueprint("server_side_requests", __name__)


@flawed.post("/previews")
def preview_anything():
    status, page = fetch_anything(request.get_json()["url"])
    return {"status": status, "title": title_of(page)}
