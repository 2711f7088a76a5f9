"""GET /notes, and what bodies may be."""

# region: fix-strict
from rest_framework import generics, serializers

from notes.models import Note


class StrictSerializer(serializers.Serializer):
    """Refuses properties that it does not know or that may not be set; the default drops them."""

    def run_validation(self, data=serializers.empty):
        if isinstance(data, dict):
            writable = {name for name, field in self.fields.items() if not field.read_only}
            if unknown := set(data) - writable:
                raise serializers.ValidationError(
                    {name: "Unknown property." for name in sorted(unknown)[:10]}
                )
        return super().run_validation(data)


# endregion


# region: fix-validation
class NoteSerializer(StrictSerializer, serializers.ModelSerializer):
    body = serializers.CharField(max_length=5_000, allow_blank=True)

    class Meta:
        model = Note
        fields = ["id", "owner", "title", "body"]  # title: max_length of the model
        read_only_fields = ["id", "owner"]


class Page(serializers.Serializer):
    limit = serializers.IntegerField(default=20, min_value=1, max_value=100)


def limit_of(request) -> int:
    page = Page(data=request.query_params)
    page.is_valid(raise_exception=True)
    return page.validated_data["limit"]


class Notes(generics.ListCreateAPIView):
    serializer_class = NoteSerializer

    def get_queryset(self):
        own = Note.objects.filter(owner=self.request.user).order_by("title")
        return own[: limit_of(self.request)]

    def perform_create(self, serializer):
        serializer.save(owner=self.request.user)


# endregion


class AnnouncementIn(StrictSerializer):
    text = serializers.CharField(max_length=1_000)


class Credentials(StrictSerializer):
    username = serializers.RegexField(r"^[A-Za-z0-9_-]+\Z", min_length=3, max_length=32)
    password = serializers.CharField(min_length=12, max_length=128, trim_whitespace=False)
