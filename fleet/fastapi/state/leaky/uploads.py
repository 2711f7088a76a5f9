"""Parts of uploads that only a whole upload removes."""

from uuid import uuid4

from fastapi import APIRouter, Request, status

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()

# region: leak-uploads
parts_by_upload: dict[str, list[bytes]] = {}


@router.post("/v1/uploads", status_code=status.HTTP_201_CREATED)
async def uploads(request: Request, key: ApiKey) -> dict[str, int]:
    if key not in ISSUED_KEYS:
        raise unauthorized
    upload = uuid4().hex
    parts = parts_by_upload[upload] = []
    # A caller that goes away ends the loop with ClientDisconnect, and the parts stay.
    async for part in request.stream():
        parts.append(part)
    whole = b"".join(parts_by_upload.pop(upload))
    return {"bytes": len(whole)}


# endregion


def kept() -> Kept:
    return {"entries": len(parts_by_upload), "bytes": deep_bytes([parts_by_upload])}
