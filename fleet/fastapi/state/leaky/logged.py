"""A logger for each caller."""

import logging

from fastapi import APIRouter

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()


# region: leak-logged
@router.get("/v1/logged")
async def logged(key: ApiKey) -> dict[str, str]:
    # The module keeps each logger by its name until the process ends.
    log = logging.getLogger(f"api.{key}")
    if key not in ISSUED_KEYS:
        log.info("key refused")
        raise unauthorized
    log.info("key accepted")
    return {"status": "ok"}


# endregion


def kept() -> Kept:
    loggers = {
        name: logger
        for name, logger in logging.root.manager.loggerDict.items()
        if name.startswith("api.")
    }
    return {"entries": len(loggers), "bytes": deep_bytes([loggers])}
