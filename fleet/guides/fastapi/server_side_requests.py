"""POST /previews: fetches a page that the caller names."""

from bodies import AnyBody
from fetching import fetch_anything

# region: fix-handler
import httpx
from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from fetching import fetch  # the function above
from titles import title_of

router = APIRouter()


class PreviewIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=2_000)


@router.post("/previews")
def preview(sent: PreviewIn) -> dict[str, int | str]:
    try:
        status, page = fetch(sent.url)
    except (ValueError, UnicodeError, OSError, httpx.InvalidURL):
        raise HTTPException(400, "The URL may not be fetched") from None
    except httpx.HTTPError:
        raise HTTPException(502, "The page could not be fetched") from None
    return {"status": status, "title": title_of(page)}


# endregion

flawed = APIRouter()


@flawed.post("/previews")
def preview_anything(sent: AnyBody) -> dict[str, int | str]:
    status, page = fetch_anything(sent["url"])
    return {"status": status, "title": title_of(page)}
