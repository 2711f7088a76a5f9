"""A memo of its own in each thread."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from fastapi import APIRouter

from serving import Kept, deep_bytes

from ..backend import ApiKey, KeyTable, unauthorized

router = APIRouter()

# region: leak-thread-local
THREADS = 4

key_table = KeyTable()
workers = ThreadPoolExecutor(max_workers=THREADS)


class Memo(threading.local):
    """One for each thread, so that nobody waits for a lock."""

    def __init__(self) -> None:
        self.issued: dict[str, bool] = {}


memo = Memo()


def is_issued(key: str) -> bool:
    # Refusals are remembered too, and the threads of a pool live as long as the process.
    if key not in memo.issued:
        memo.issued[key] = key_table.holds(key)
    return memo.issued[key]


@router.get("/v1/thread-local")
async def thread_local(key: ApiKey) -> dict[str, str]:
    if not await asyncio.get_running_loop().run_in_executor(workers, is_issued, key):
        raise unauthorized
    return {"status": "ok"}


# endregion


def memos() -> list[dict[str, bool]]:
    """Asks every thread once: none is free for a second question before all were asked."""
    all_asked = threading.Barrier(THREADS)

    def own_memo(_: int) -> dict[str, bool]:
        all_asked.wait(timeout=5)
        return memo.issued

    return list(workers.map(own_memo, range(THREADS)))


def kept() -> Kept:
    found = memos()
    return {"entries": sum(map(len, found)), "bytes": deep_bytes(found)}
