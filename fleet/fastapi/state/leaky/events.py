"""A heartbeat for each WebSocket that goes on without it."""

import asyncio
from contextlib import suppress

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()

# region: leak-events
heartbeats: set[asyncio.Task[None]] = set()


async def heartbeat(socket: WebSocket) -> None:
    while True:
        await asyncio.sleep(30)
        # Meant for clients that are just going; it makes the loop outlive all that are gone.
        with suppress(RuntimeError, WebSocketDisconnect):
            await socket.send_json({"type": "heartbeat"})


@router.websocket("/v1/events")
async def events(socket: WebSocket, key: ApiKey) -> None:
    if key not in ISSUED_KEYS:
        raise unauthorized
    await socket.accept()
    task = asyncio.create_task(heartbeat(socket))
    heartbeats.add(task)
    task.add_done_callback(heartbeats.discard)
    async for text in socket.iter_text():
        await socket.send_json({"type": "received", "length": len(text)})


# endregion


def kept() -> Kept:
    return {"entries": len(heartbeats), "bytes": deep_bytes([heartbeats])}
