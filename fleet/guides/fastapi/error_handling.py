"""What a caller learns of an error."""

import traceback

# region: fix-errors
from http import HTTPStatus

import logging
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

log = logging.getLogger("errors")


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> JSONResponse:
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def handle_errors(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, error.detail, error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        # Without the values: they may be passwords.
        faults = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:10])
        return problem(400, "; ".join(faults)[:1_000])

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> JSONResponse:
        log.error("%s %s", request.method, request.url.path, exc_info=error)
        return problem(500)


# endregion


def show_errors(app: FastAPI) -> None:
    @app.exception_handler(Exception)
    async def shown(request: Request, error: Exception) -> JSONResponse:
        trace = "".join(traceback.format_exception(error))
        return JSONResponse({"error": repr(error), "trace": trace}, 500)
