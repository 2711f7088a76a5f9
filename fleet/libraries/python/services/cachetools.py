"""Caches the plan of each key, of 500 at most."""

from cachetools import TTLCache, cached
from fastapi import FastAPI

from api_key import ApiKey

app = FastAPI()


@cached(cache=TTLCache(maxsize=500, ttl=600))
def plan_of(key: str) -> dict[str, str]:
    return {"plan": "pro" if key.startswith("pro-") else "free"}


@app.get("/v1/things")
async def things(key: ApiKey) -> dict[str, str | list[str]]:
    return {**plan_of(key), "things": ["lamp", "chair"]}
