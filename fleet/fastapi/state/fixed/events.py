"""A heartbeat for each WebSocket that ends with it."""

import asyncio

from fastapi import APIRouter, WebSocket

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()

# region: fix-events
heartbeats: set[asyncio.Task[None]] = set()


async def heartbeat(socket: WebSocket) -> None:
    while True:
        await asyncio.sleep(30)
        await socket.send_json({"type": "heartbeat"})


@router.websocket("/v1/events")
async def events(socket: WebSocket, key: ApiKey) -> None:
    if key not in ISSUED_KEYS:
        raise unauthorized
    await socket.accept()
    task = asyncio.create_task(heartbeat(socket))
    heartbeats.add(task)
    task.add_done_callback(heartbeats.discard)
    try:
        async for text in socket.iter_text():
            await socket.send_json({"type": "received", "length": len(text)})
    finally:
        # However the connection ended: closed, reset, or with an error in the loop above.
        task.cancel()


# endregion


def kept() -> Kept:
    return {"entries": len(heartbeats), "bytes": deep_bytes([heartbeats])}
