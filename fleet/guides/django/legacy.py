"""What says too much: of the version, and of errors."""

import traceback

import django
from rest_framework.response import Response
from rest_framework.views import exception_handler


def powered_by(get_response):
    def middleware(request):
        response = get_response(request)
        response["X-Powered-By"] = f"Django/{django.get_version()}"
        return response

    return middleware


def show(error, context):
    answer = exception_handler(error, context)
    return answer or Response({"error": repr(error), "trace": traceback.format_exc()}, 500)
