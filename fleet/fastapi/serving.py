"""Starts a FastAPI service of the fleet on loopback, with /metrics and /__truth on request."""

import argparse
import asyncio
import gc
import os
import socket
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, TypedDict

import uvicorn
from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


class Kept(TypedDict):
    """What one pattern holds on to at this moment; the bytes include what entries refer to."""

    entries: int
    bytes: int


Truth = Callable[[], dict[str, Kept]]


def parse_options() -> argparse.Namespace:
    """Reads the command line, the same for all services; files matter to mutual TLS alone."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["leaky", "fixed"], required=True)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "0")))
    parser.add_argument("--metrics", action="store_true")
    parser.add_argument("--ca", type=Path)
    parser.add_argument("--certificate", type=Path)
    parser.add_argument("--key", type=Path)
    return parser.parse_args()


def observe(app: FastAPI, truth: Truth) -> None:
    """Adds /metrics and /__truth, which stay out of the OpenAPI description."""

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    @app.get("/__truth", include_in_schema=False)
    async def kept() -> Response:
        gc.collect()
        return JSONResponse({"kept": truth()})


def listen(port: int = 0) -> socket.socket:
    """Opens the port before the server starts, so that no early caller is turned away.

    The protocol is named because asyncio turns Nagle's algorithm off only where it is: without
    it every answer on a kept connection waits 40 ms for an acknowledgement.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(2048)
    return listener


def announce(what: str, scheme: str, listener: socket.socket) -> None:
    print(f"{what} on {scheme}://127.0.0.1:{listener.getsockname()[1]}", flush=True)


def configure(app: FastAPI, **settings: Any) -> uvicorn.Config:
    """Requests that are still under way one second after SIGTERM are cancelled."""
    return uvicorn.Config(
        app,
        http=settings.pop("http", "httptools"),
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
        **settings,
    )


def serve(app: FastAPI, truth: Truth, options: argparse.Namespace) -> None:
    """Serves until SIGTERM."""
    if options.metrics:
        observe(app, truth)
    listener = listen(options.port)
    announce("listening", "http", listener)
    uvicorn.Server(configure(app)).run(sockets=[listener])


async def serve_both(*servers: tuple[uvicorn.Config, socket.socket]) -> None:
    """Serves several ports in one loop until SIGTERM, which the servers pass on to each other."""
    await asyncio.gather(
        *(uvicorn.Server(config).serve(sockets=[listener]) for config, listener in servers)
    )


def deep_bytes(roots: Iterable[object]) -> int:
    """Bytes of all objects that can be reached from the roots, each counted once.

    Code is left out. What belongs to the running process rather than to an entry, such as the
    application that a request refers to, counts too, but once: take the difference of two
    answers to know what an entry costs.
    """
    seen: set[int] = set()
    pending = list(roots)
    total = 0
    while pending:
        item = pending.pop()
        if id(item) in seen or isinstance(item, (type, ModuleType, FunctionType)):
            continue
        seen.add(id(item))
        total += sys.getsizeof(item)
        pending.extend(gc.get_referents(item))
        if isinstance(item, dict):
            # The collector has no interest in strings, and leaves them out where all keys are.
            pending.extend(item)
    return total
