"""A body that is taken as it comes."""

from typing import Annotated, Any

from fastapi import Depends, Request


async def unchecked(request: Request) -> Any:
    return await request.json()


AnyBody = Annotated[Any, Depends(unchecked)]
