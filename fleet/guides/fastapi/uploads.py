"""POST /avatars and GET /avatars/{name}."""

# region: fix-upload
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, HTTPException, Path as PathParameter, UploadFile
from fastapi.responses import FileResponse

from error_handling import problem
from jwt_verification import CurrentUser
from pictures import clean_picture  # the function above
from service import AVATARS  # a folder that no web server serves

MAX_BYTES = 1_000_000
router = APIRouter()


@router.post("/avatars", status_code=201)
def upload(file: UploadFile, user: CurrentUser) -> dict[str, str]:
    sent = file.file.read(MAX_BYTES + 1)
    if len(sent) > MAX_BYTES:
        raise HTTPException(413, "1 MB at most")
    try:
        picture, extension = clean_picture(sent)
    except ValueError:
        raise HTTPException(415, "PNG or JPEG only") from None
    name = f"{user.id}.{uuid4().hex}{extension}"
    (AVATARS / name).write_bytes(picture)
    return {"url": f"/avatars/{name}"}


# endregion

# region: fix-download
Name = Annotated[str, PathParameter(pattern=r"^[0-9a-f-]{36}\.[0-9a-f]{32}\.(png|jpg)$")]


@router.get("/avatars/{name}")
def download(name: Name) -> FileResponse:
    if not (AVATARS / name).is_file():
        raise HTTPException(404, "There is no such picture")
    return FileResponse(
        AVATARS / name,
        headers={"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"},
    )


@router.delete("/avatars/{name}", status_code=204)
def delete(name: Name, user: CurrentUser) -> None:
    if not name.startswith(f"{user.id}.") or not (AVATARS / name).is_file():
        raise HTTPException(404, "There is no such picture")
    (AVATARS / name).unlink()


# endregion


# region: fix-size
class LimitedBody:
    """Uploads are received to their end before a handler sees them: here they are cut off."""

    def __init__(self, app, max_bytes=2 * MAX_BYTES):
        self.app, self.max_bytes = app, max_bytes

    async def __call__(self, scope, receive, send):
        received = 0

        async def receive_limited():
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.max_bytes:
                raise HTTPException(413, "The body is too large")
            return message

        announced = dict(scope.get("headers", [])).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > self.max_bytes:
            refusal = problem(413, "The body is too large", {"Connection": "close"})
            return await refusal(scope, receive, send)
        await self.app(scope, receive_limited, send)


# endregion

flawed = APIRouter()
types: dict[str, str] = {}


@flawed.post("/avatars", status_code=201)
def upload_anything(file: UploadFile) -> dict[str, str]:
    name = file.filename or "avatar"
    (AVATARS / name).write_bytes(file.file.read())
    types[name] = file.content_type or "text/html"
    return {"url": f"/avatars/{name}"}


@flawed.get("/avatars/{name}")
def download_anything(name: str) -> FileResponse:
    return FileResponse(AVATARS / name, media_type=types.get(name))


@flawed.delete("/avatars/{name}", status_code=204)
def delete_any(name: str) -> None:
    (AVATARS / name).unlink()
