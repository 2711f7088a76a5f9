"""GET, PUT and DELETE /notes/{id}."""

# region: fix-owner
from rest_framework import generics

from input_validation import NoteSerializer
from notes.models import Note


class OneNote(generics.RetrieveUpdateDestroyAPIView):
    """path("notes/<uuid:pk>", OneNote.as_view())"""

    serializer_class = NoteSerializer
    http_method_names = ["get", "put", "delete", "head", "options"]

    def get_queryset(self):
        return Note.objects.filter(owner=self.request.user)


# endregion
