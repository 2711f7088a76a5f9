"""POST /register and POST /login of the fixed service."""

from django.contrib.auth import authenticate
from django.db import IntegrityError
from input_validation import Credentials
from jwt_verification import issue
from notes.models import User
from rate_limiting import count_attempt, forget_attempts
from response_headers import start_session
from rest_framework.exceptions import APIException, AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView


class Taken(APIException):
    status_code = 409
    default_detail = "The name is taken"


class Open(APIView):
    authentication_classes = []
    permission_classes = [AllowAny]

    # With no class to authenticate by, REST framework would turn 401 into 403.
    def get_authenticate_header(self, request):
        return "Bearer"

    def credentials(self, request) -> dict[str, str]:
        sent = Credentials(data=request.data)
        sent.is_valid(raise_exception=True)
        return sent.validated_data


class Register(Open):
    def post(self, request):
        sent = self.credentials(request)
        try:
            user = User.objects.create_user(**sent, name=sent["username"])
        except IntegrityError:
            raise Taken from None
        return Response({"id": user.id, "username": user.username}, 201)


class Login(Open):
    def post(self, request):
        sent = self.credentials(request)
        count_attempt(sent["username"], request.META["REMOTE_ADDR"])
        user = authenticate(request, **sent)
        if user is None:
            raise AuthenticationFailed("Wrong name or password")
        forget_attempts(sent["username"])
        token = issue(user)
        response = Response({"token": token})
        start_session(response, token)
        return response
