"""GET /notes/search and GET /tools/lookup: values and code, kept apart."""

# region: fix-query
from rest_framework import generics, serializers

from commands import look_up
from input_validation import NoteSerializer
from notes.models import Note


class Text(serializers.Serializer):
    q = serializers.CharField(max_length=100, trim_whitespace=False)


class Search(generics.ListAPIView):
    serializer_class = NoteSerializer

    def get_queryset(self):
        sent = Text(data=self.request.query_params)
        sent.is_valid(raise_exception=True)
        # Bound by the ORM, which also makes % and _ stand for themselves.
        found = Note.objects.filter(
            owner=self.request.user, title__icontains=sent.validated_data["q"]
        )
        return found.order_by("title")[:100]


# endregion

# region: fix-lookup
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView


class Lookup(APIView):
    def get(self, request):
        host = request.query_params.get("host", "")
        try:
            return Response({"host": host, "output": look_up(host)})
        except ValueError as error:
            raise ValidationError({"host": str(error)}) from None


# endregion
