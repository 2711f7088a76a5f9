"""What a caller learns of an error."""

# region: fix-errors
import json
from http import HTTPStatus

from django.http import JsonResponse
from rest_framework.exceptions import ParseError
from rest_framework.views import exception_handler


def problem(status: int, detail: str = "") -> JsonResponse:
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def handle(error, context):
    """REST_FRAMEWORK["EXCEPTION_HANDLER"]: for what views raise. Status and headers stay."""
    if isinstance(error, RecursionError):
        error = ParseError("The body is nested too deeply")
    answer = exception_handler(error, context)
    if answer is None:
        return None  # not expected: Django logs it and calls handler500
    detail = answer.data.get("detail") or json.dumps(answer.data)
    response = problem(answer.status_code, detail[:1_000])
    for name in ("WWW-Authenticate", "Retry-After", "Allow"):
        if name in answer.headers:
            response[name] = answer.headers[name]
    return response


# In urls.py: handler400 = error_handling.bad_request, and so on.
def bad_request(request, exception):
    return problem(400)


def forbidden(request, exception):
    return problem(403)


def not_found(request, exception):
    return problem(404)


def failed(request):
    return problem(500)


# endregion
