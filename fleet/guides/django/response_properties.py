"""GET /me and GET /users: what a response shows of a user."""

# region: fix-response
from rest_framework import generics, serializers

from input_validation import limit_of
from notes.models import User


class UserOut(serializers.ModelSerializer):
    """What other users see."""

    class Meta:
        model = User
        fields = ["id", "username", "name"]


class MeOut(serializers.ModelSerializer):
    """What users see of themselves."""

    class Meta:
        model = User
        fields = ["id", "username", "name", "email", "role", "credits"]


class Users(generics.ListAPIView):
    serializer_class = UserOut

    def get_queryset(self):
        return User.objects.order_by("username")[: limit_of(self.request)]


# endregion


def secrets_of(user) -> dict:
    row = {field.name: getattr(user, field.name) for field in User._meta.concrete_fields}
    return {**row, "passwordHash": row.pop("password")}


def internals_of(note) -> dict:
    row = {"id": note.id, "owner": note.owner_id, "title": note.title, "body": note.body}
    return {**row, "internal_notes": "moderation pending", "_shard": 3, "is_deleted": False}
