"""Where the views are, flawed or fixed."""

import accounts
import error_handling
import flawed
import function_authorization as roles
import graphql_limits
import injection
import input_validation
import mass_assignment
import object_ownership
import response_properties
import server_side_requests
import uploads
from django.http import JsonResponse
from django.urls import path, re_path
from django.views.static import serve
from service import CONTRACT, IS_FIXED, SITE


def contract(request):
    return JsonResponse(CONTRACT)


FIXED = [
    path("", roles.Status.as_view()),
    path("openapi.json", contract),
    path("register", accounts.Register.as_view()),
    path("login", accounts.Login.as_view()),
    path("me", mass_assignment.Me.as_view()),
    path("users", response_properties.Users.as_view()),
    path("notes", input_validation.Notes.as_view()),
    path("notes/search", injection.Search.as_view()),
    path("notes/<uuid:pk>", object_ownership.OneNote.as_view()),
    path("tools/lookup", injection.Lookup.as_view()),
    path("previews", server_side_requests.Previews.as_view()),
    path("avatars", uploads.Avatars.as_view()),
    path("avatars/<name>", uploads.Avatar.as_view()),
    path("admin/users", roles.AllUsers.as_view()),
    path("admin/announcements", roles.Announcements.as_view()),
    path("admin/announcements/<uuid:pk>", roles.OneAnnouncement.as_view()),
    path("graphql", graphql_limits.graph),
]

FLAWED = [
    path("", flawed.status),
    path("openapi.json", contract),
    path("register", flawed.register),
    path("login", flawed.login),
    path("me", flawed.me),
    path("users", flawed.users),
    path("notes", flawed.notes),
    path("notes/search", flawed.search),
    path("notes/<note_id>", flawed.one_note),
    path("tools/lookup", flawed.lookup),
    path("previews", flawed.previews),
    path("avatars", flawed.avatars),
    path("avatars/<name>", flawed.avatar),
    path("admin/users", flawed.users),
    path("admin/announcements", flawed.announcements),
    path("admin/announcements/<announcement_id>", flawed.one_announcement),
    path("graphql", graphql_limits.graph_without_limits),
    re_path(r"^(?P<path>.+)$", serve, {"document_root": SITE}),
]

urlpatterns = FIXED if IS_FIXED else FLAWED
handler400 = error_handling.bad_request
handler403 = error_handling.forbidden
handler404 = error_handling.not_found
handler500 = error_handling.failed
