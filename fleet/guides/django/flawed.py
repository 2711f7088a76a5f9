"""The views of the flawed service."""

from uuid import UUID

from commands import look_up_by_shell
from django.contrib.auth import authenticate
from django.db import connection
from django.http import FileResponse, HttpResponse
from fetching import fetch_anything
from function_authorization import Status
from jwt_verification import issue
from notes.models import Announcement, Note, User
from response_properties import internals_of, secrets_of
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    parser_classes,
    permission_classes,
)
from rest_framework.generics import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from service import AVATARS
from titles import title_of

status = Status.as_view()
types: dict[str, str] = {}


@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
def register(request):
    sent = request.data
    if User.objects.filter(username=sent["username"]).exists():
        return Response({"detail": "The name is taken"}, 409)
    user = User.objects.create_user(
        sent["username"], password=sent["password"], name=sent["username"]
    )
    return Response({"id": user.id, "username": user.username}, 201)


@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
def login(request):
    user = authenticate(username=request.data["username"], password=request.data["password"])
    if user is None:
        return Response({"detail": "Wrong name or password"}, 401)
    token = issue(user)
    response = Response({"token": token})
    response.set_cookie("session", token)
    return response


@api_view(["GET", "PATCH"])
def me(request):
    if request.method == "PATCH":
        for name, value in request.data.items():
            setattr(request.user, name, value)
        request.user.save()
    return Response(secrets_of(request.user))


@api_view(["GET"])
def users(request):
    return Response([secrets_of(user) for user in User.objects.all()])


@api_view(["GET", "POST"])
def notes(request):
    if request.method == "POST":
        sent = {"owner": str(request.user.id), **request.data}
        note = Note.objects.create(owner_id=UUID(sent.pop("owner")), **sent)
        return Response(internals_of(note), 201)
    limit = int(request.query_params.get("limit", "20"))
    return Response([internals_of(note) for note in request.user.notes.order_by("title")[:limit]])


@api_view(["GET", "PUT", "DELETE"])
def one_note(request, note_id):
    note = get_object_or_404(Note.objects, pk=UUID(note_id))
    if request.method == "DELETE":
        note.delete()
        return Response(status=204)
    if request.method == "PUT":
        note.title, note.body = request.data["title"], request.data["body"]
        note.save()
    return Response(internals_of(note))


@api_view(["GET"])
def search(request):
    q = request.query_params["q"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, owner_id AS owner, title, body FROM notes_note "
            f"WHERE owner_id = '{request.user.id.hex}' AND title LIKE '%{q}%'"
        )
        names = [column[0] for column in cursor.description]
        return Response([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])


@api_view(["GET"])
def lookup(request):
    host = request.query_params["host"]
    return Response({"host": host, "output": look_up_by_shell(host)})


@api_view(["POST"])
def previews(request):
    status_code, page = fetch_anything(request.data["url"])
    return Response({"status": status_code, "title": title_of(page)})


@api_view(["POST"])
@parser_classes([MultiPartParser])
def avatars(request):
    file = request.FILES["file"]
    (AVATARS / file.name).write_bytes(file.read())
    types[file.name] = file.content_type
    return Response({"url": f"/avatars/{file.name}"}, 201)


@api_view(["GET", "DELETE"])
def avatar(request, name):
    if request.method == "DELETE":
        (AVATARS / name).unlink()
        return Response(status=204)
    return FileResponse((AVATARS / name).open("rb"), content_type=types.get(name))


@api_view(["POST"])
def announcements(request):
    announcement = Announcement.objects.create(text=request.data["text"])
    return Response({"id": announcement.id, "text": announcement.text}, 201)


@api_view(["DELETE"])
def one_announcement(request, announcement_id):
    get_object_or_404(Announcement.objects, pk=UUID(announcement_id)).delete()
    return HttpResponse(status=204)
