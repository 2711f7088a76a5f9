"""Who is asking. Any key is welcome: these APIs only want to tell their callers apart."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import APIKeyHeader

ApiKey = Annotated[str, Depends(APIKeyHeader(name="X-API-Key"))]
