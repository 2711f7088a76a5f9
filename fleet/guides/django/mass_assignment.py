"""PATCH /me and POST /notes: what a body may set."""

# region: fix-body
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from input_validation import StrictSerializer
from notes.models import User
from response_properties import MeOut


class MeUpdate(StrictSerializer, serializers.ModelSerializer):
    """What users may change of themselves; `"__all__"` would be every column of the model."""

    name = serializers.CharField(max_length=100, required=False)
    email = serializers.EmailField(max_length=254, required=False)

    class Meta:
        model = User
        fields = ["name", "email"]


class Me(APIView):
    def get(self, request):
        return Response(MeOut(request.user).data)

    def patch(self, request):
        update = MeUpdate(request.user, data=request.data, partial=True)
        update.is_valid(raise_exception=True)
        return Response(MeOut(update.save()).data)


# endregion
