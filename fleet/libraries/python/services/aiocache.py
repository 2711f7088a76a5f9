"""Caches the plan of each key in memory, with the decorator's defaults."""

from aiocache import SimpleMemoryCache, cached  # type: ignore[import-untyped]
from fastapi import FastAPI

from api_key import ApiKey

app = FastAPI()


@cached(cache=SimpleMemoryCache)  # type: ignore[untyped-decorator]
async def plan_of(key: str) -> dict[str, str]:
    return {"plan": "pro" if key.startswith("pro-") else "free"}


@app.get("/v1/things")
async def things(key: ApiKey) -> dict[str, str | list[str]]:
    return {**await plan_of(key), "things": ["lamp", "chair"]}
