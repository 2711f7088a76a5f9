"""A logger for each key, so that one caller's records can be switched on alone."""

import logging

from fastapi import FastAPI

from api_key import ApiKey

app = FastAPI()


@app.get("/v1/things")
async def things(key: ApiKey) -> dict[str, list[str]]:
    logger = logging.getLogger(f"api.{key}")
    logger.info("things listed")
    return {"things": ["lamp", "chair"]}
