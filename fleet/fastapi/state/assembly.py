"""Makes one app of the patterns of a variant."""

from collections.abc import Mapping
from types import ModuleType

from fastapi import FastAPI

from serving import Kept, Truth

from .backend import billing


def assemble(title: str, patterns: Mapping[str, ModuleType]) -> tuple[FastAPI, Truth]:
    """Each module brings a `router`, and says with `kept` what it holds on to."""
    app = FastAPI(title=title)
    app.include_router(billing)
    for pattern in patterns.values():
        app.include_router(pattern.router)

    def truth() -> dict[str, Kept]:
        return {name: pattern.kept() for name, pattern in patterns.items()}

    return app, truth
