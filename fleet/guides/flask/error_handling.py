"""What a caller learns of an error."""

import traceback

# region: fix-errors
import json
from http import HTTPStatus

from flask import Flask, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException


def problem(status: int, detail: str = ""):
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return body, status, {"Content-Type": "application/problem+json"}


def handle_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def refused(error):
        if error.code is None or error.response is not None or error.code < 400:
            return error  # a redirect, or a response that was made already
        response = app.make_response(problem(error.code, error.description))
        # What else belongs to the error, such as WWW-Authenticate, Allow and Retry-After.
        for name, value in error.get_headers():
            if name != "Content-Type":
                response.headers[name] = value
        return response

    @app.errorhandler(ValidationError)
    def invalid(error):
        return problem(400, json.dumps(error.messages)[:1_000])

    @app.errorhandler(RecursionError)
    def too_deep(error):
        return problem(400, "The body is nested too deeply")

    @app.errorhandler(Exception)
    def failed(error):
        app.logger.error("%s %s", request.method, request.path, exc_info=error)
        return problem(500)


# endregion


def show_errors(app: Flask) -> None:
    @app.errorhandler(Exception)
    def shown(error):
        if isinstance(error, HTTPException):
            return error
        return {"error": repr(error), "trace": traceback.format_exc()}, 500
