"""What all services share: the command line, metrics, truth, start and stop."""

import argparse
import os
import socket

import uvicorn
from fastapi import FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m services")
    parser.add_argument("service")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "0")))
    parser.add_argument("--metrics", action="store_true")
    return parser.parse_args()


def observe(app: FastAPI) -> None:
    """Adds /metrics and /__truth, which stay out of the OpenAPI description."""

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    @app.get("/__truth", include_in_schema=False)
    async def truth() -> dict[str, None]:
        # CPython can not say how many bytes of its heap are live.
        return {"heapBytes": None}


def listen(port: int) -> socket.socket:
    """Opens the port before the server starts, so that no early caller is turned away.

    The protocol is named because asyncio turns Nagle's algorithm off only where it is: without
    it every answer on a kept connection waits 40 ms for an acknowledgement.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(2048)
    return listener


def serve(app: FastAPI, options: argparse.Namespace) -> None:
    """Serves until SIGTERM."""
    if options.metrics:
        observe(app)
    listener = listen(options.port)
    print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    # Requests that are still under way one second after SIGTERM are cancelled.
    config = uvicorn.Config(
        app, http="httptools", log_level="critical", access_log=False, timeout_graceful_shutdown=1
    )
    uvicorn.Server(config).run(sockets=[listener])
