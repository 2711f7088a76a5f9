"""Administration, and who may call what."""

from input_validation import AnnouncementIn, limit_of
from notes.models import User
from response_properties import MeOut

# region: fix-roles
from rest_framework import generics
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView

from notes.models import Announcement


class IsAdministrator(BasePermission):
    def has_permission(self, request, view):
        return bool(request.user and request.user.is_authenticated and request.user.role == "admin")


class AdminView:
    """What views of administration inherit from, first."""

    permission_classes = [IsAdministrator]


class OneAnnouncement(AdminView, generics.DestroyAPIView):
    queryset = Announcement.objects.all()


class Status(APIView):
    """Open, and says so: the default asks for a user."""

    authentication_classes = []
    permission_classes = [AllowAny]

    def get(self, request):
        return Response({"status": "up"})


# endregion


class AllUsers(AdminView, generics.ListAPIView):
    serializer_class = MeOut

    def get_queryset(self):
        return User.objects.order_by("username")[: limit_of(self.request)]


class Announcements(AdminView, APIView):
    def post(self, request):
        sent = AnnouncementIn(data=request.data)
        sent.is_valid(raise_exception=True)
        announcement = Announcement.objects.create(**sent.validated_data)
        return Response({"id": announcement.id, "text": announcement.text}, 201)
