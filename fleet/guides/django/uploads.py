"""POST /avatars and GET /avatars/{name}."""

# region: fix-upload
import re
from uuid import uuid4

from django.http import FileResponse
from rest_framework import exceptions, status
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from pictures import clean_picture  # the function above
from service import AVATARS  # a folder that no web server serves

MAX_BYTES = 1_000_000
NAME = re.compile(r"[0-9a-f-]{36}\.[0-9a-f]{32}\.(?:png|jpg)")


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "1 MB at most"


class Avatars(APIView):
    parser_classes = [MultiPartParser]

    def post(self, request):
        file = request.FILES.get("file")
        if file is None:
            raise exceptions.ValidationError({"file": "Send one file."})
        if file.size > MAX_BYTES:
            raise TooLarge
        try:
            picture, extension = clean_picture(file.read())
        except ValueError:
            raise exceptions.UnsupportedMediaType(file.content_type) from None
        name = f"{request.user.id}.{uuid4().hex}{extension}"
        (AVATARS / name).write_bytes(picture)
        return Response({"url": f"/avatars/{name}"}, 201)


# endregion


# region: fix-download
class Avatar(APIView):
    def perform_content_negotiation(self, request, force=False):
        # The renderers are for JSON: a client that accepts pictures alone would get 406.
        return super().perform_content_negotiation(request, force=True)

    def get(self, request, name):
        if not NAME.fullmatch(name) or not (AVATARS / name).is_file():
            raise exceptions.NotFound
        response = FileResponse((AVATARS / name).open("rb"), as_attachment=True, filename=name)
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def delete(self, request, name):
        own = NAME.fullmatch(name) and name.startswith(f"{request.user.id}.")
        if not own or not (AVATARS / name).is_file():
            raise exceptions.NotFound
        (AVATARS / name).unlink()
        return Response(status=204)


# endregion
