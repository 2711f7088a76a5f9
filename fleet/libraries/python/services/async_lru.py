"""Caches the plan of each key, of 500 at most."""

from async_lru import alru_cache
from fastapi import FastAPI

from api_key import ApiKey

app = FastAPI()


@alru_cache(maxsize=500)
async def plan_of(key: str) -> dict[str, str]:
    return {"plan": "pro" if key.startswith("pro-") else "free"}


@app.get("/v1/things")
async def things(key: ApiKey) -> dict[str, str | list[str]]:
    return {**await plan_of(key), "things": ["lamp", "chair"]}
