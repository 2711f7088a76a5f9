"""One DataLoader for all requests of the process, where it is meant to be made for each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiodataloader import DataLoader
from fastapi import FastAPI, Request

from api_key import ApiKey


class PlanLoader(DataLoader[str, str]):
    async def batch_load_fn(self, keys: list[str]) -> list[str]:
        """Stands for one query that finds the plans of many callers."""
        return ["pro" if key.startswith("pro-") else "free" for key in keys]


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.plans = PlanLoader()
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/v1/things")
async def things(request: Request, key: ApiKey) -> dict[str, str | list[str]]:
    plan = await request.app.state.plans.load(key)
    return {"plan": plan, "things": ["lamp", "chair"]}
