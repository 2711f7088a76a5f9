"""POST /graphql: the caller's notes as a graph."""

from graphql_schemas import flawed_schema

# region: fix-route
from rest_framework.decorators import api_view
from strawberry.django.views import GraphQLView

from graphql_schemas import schema  # the schema above


class OwnNotes(GraphQLView):
    def get_context(self, request, response):
        own = request.user.notes.order_by("title")[:100]
        return {
            "author": request.user.username,
            "notes": [(str(note.id), note.title) for note in own],
        }


limited = OwnNotes.as_view(schema=schema, graphql_ide=None, allow_queries_via_get=False)


@api_view(["POST"])  # authentication and permissions as for every other view
def graph(request):
    return limited(request._request)


# endregion

unlimited = OwnNotes.as_view(schema=flawed_schema)


@api_view(["GET", "POST"])
def graph_without_limits(request):
    return unlimited(request._request)
