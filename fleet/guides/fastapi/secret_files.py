"""Files that are handed out."""

from service import SITE

# region: fix-files
from fastapi import FastAPI, HTTPException
from fastapi.staticfiles import StaticFiles

from service import PUBLIC  # a folder with nothing but public files


class PublicFiles(StaticFiles):
    """A folder with nothing but public files, and even there no dotfiles."""

    def lookup_path(self, path):
        if any(part.startswith(".") for part in path.split("/")):
            raise HTTPException(404)
        return super().lookup_path(path)


def serve_files(app: FastAPI) -> None:
    app.mount("/static", PublicFiles(directory=PUBLIC), name="static")


# endregion


def serve_everything(app: FastAPI) -> None:
    app.mount("/", StaticFiles(directory=SITE), name="static")
