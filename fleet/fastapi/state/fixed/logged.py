"""One logger, which names the caller in a field."""

import logging

from fastapi import APIRouter

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, fingerprint, unauthorized

router = APIRouter()

# region: fix-logged
log = logging.getLogger("api.keys")


@router.get("/v1/logged")
async def logged(key: ApiKey) -> dict[str, str]:
    # A field is written with its line, and forgotten.
    caller = {"caller": fingerprint(key)}
    if key not in ISSUED_KEYS:
        log.info("key refused", extra=caller)
        raise unauthorized
    log.info("key accepted", extra=caller)
    return {"status": "ok"}


# endregion


def kept() -> Kept:
    loggers = {
        name: logger
        for name, logger in logging.root.manager.loggerDict.items()
        if name.startswith("api.")
    }
    return {"entries": len(loggers), "bytes": deep_bytes([loggers])}
