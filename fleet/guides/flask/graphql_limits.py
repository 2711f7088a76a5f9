"""POST /graphql: the caller's notes as a graph."""

from graphql_schemas import flawed_schema

# region: fix-route
from flask import Flask, g
from strawberry.flask.views import GraphQLView

from database import Note, db
from graphql_schemas import schema  # the schema above


class OwnNotes(GraphQLView):
    def get_context(self, request, response):
        own = db.session.scalars(db.select(Note).filter_by(owner=g.user.id).limit(100))
        return {"author": g.user.username, "notes": [(str(note.id), note.title) for note in own]}


def serve_graph(app: Flask) -> None:
    # No name in the list of open endpoints: the function that requires a user runs before it.
    view = OwnNotes.as_view("graphql", schema=schema, graphql_ide=None, allow_queries_via_get=False)
    app.add_url_rule("/graphql", view_func=view, methods=["POST"])


# endregion


def serve_graph_without_limits(app: Flask) -> None:
    view = OwnNotes.as_view("graphql", schema=flawed_schema)
    app.add_url_rule("/graphql", view_func=view, methods=["GET", "POST"])
