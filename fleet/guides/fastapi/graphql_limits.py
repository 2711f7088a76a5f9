"""POST /graphql: the caller's notes as a graph."""

from graphql_schemas import flawed_schema

# region: fix-route
from typing import Any

from fastapi import Depends, FastAPI
from sqlalchemy import select
from strawberry.fastapi import GraphQLRouter

from database import Db, Note
from graphql_schemas import schema  # the schema above
from jwt_verification import CurrentUser, current_user


async def context_of(user: CurrentUser, db: Db) -> dict[str, Any]:
    own = await db.scalars(select(Note).where(Note.owner == user.id).limit(100))
    return {"author": user.username, "notes": [(str(note.id), note.title) for note in own]}


def serve_graph(app: FastAPI) -> None:
    routes = GraphQLRouter(
        schema, graphql_ide=None, allow_queries_via_get=False, context_getter=context_of
    )
    app.include_router(routes, prefix="/graphql", dependencies=[Depends(current_user)])


# endregion


def serve_graph_without_limits(app: FastAPI) -> None:
    routes = GraphQLRouter(flawed_schema, context_getter=context_of)
    app.include_router(routes, prefix="/graphql")
