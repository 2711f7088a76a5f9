"""POST /previews: fetches a page that the caller names."""

# region: fix-handler
import httpx
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from fetching import fetch  # the function above
from input_validation import StrictSerializer
from titles import title_of


class PreviewIn(StrictSerializer):
    url = serializers.CharField(max_length=2_000)


class BadGateway(APIException):
    status_code = 502
    default_detail = "The page could not be fetched"


class Previews(APIView):
    def post(self, request):
        sent = PreviewIn(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            status, page = fetch(sent.validated_data["url"])
        except (ValueError, UnicodeError, OSError, httpx.InvalidURL):
            raise ValidationError({"url": "This URL may not be fetched."}) from None
        except httpx.HTTPError:
            raise BadGateway from None
        return Response({"status": status, "title": title_of(page)})


# endregion
