"""Notes as a graph, with and without limits: the caller's `notes` and `author` of the context."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig


@strawberry.type
class Author:
    name: str

    @strawberry.field
    def notes(self, info: strawberry.Info[Any, Any]) -> list[Note]:
        return notes_of(info)


@strawberry.type
class Note:
    id: strawberry.ID
    title: str

    @strawberry.field
    def author(self, info: strawberry.Info[Any, Any]) -> Author:
        return Author(name=info.context["author"])


@strawberry.type
class Query:
    @strawberry.field
    def notes(self, info: strawberry.Info[Any, Any]) -> list[Note]:
        return notes_of(info)


def notes_of(info: strawberry.Info[Any, Any]) -> list[Note]:
    return [Note(id=strawberry.ID(id_), title=title) for id_, title in info.context["notes"]]


flawed_schema = strawberry.Schema(
    Query, config=StrawberryConfig(batching_config={"max_operations": 1000})
)

# region: fix-schema
import strawberry
from strawberry.extensions import (
    DisableIntrospection,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    QueryDepthLimiter,
)
from strawberry.schema.config import StrawberryConfig

schema = strawberry.Schema(
    query=Query,  # your own type
    extensions=[
        QueryDepthLimiter(max_depth=5),
        MaxAliasesLimiter(max_alias_count=5),
        # Repeated fields and directives are bounded by the length: that of your longest query.
        MaxTokensLimiter(max_token_count=100),
        DisableIntrospection(),
    ],
    # Batching is off unless batching_config is set. Errors suggest no names of fields.
    config=StrawberryConfig(disable_field_suggestions=True),
)
# endregion
