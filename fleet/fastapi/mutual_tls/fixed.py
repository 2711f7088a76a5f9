"""The same route, with a bound in number and in time."""

import hashlib

from cachetools import TTLCache
from fastapi import FastAPI

from serving import Kept, deep_bytes

from .connection import ClientCertificate

app = FastAPI(title="Clients (fixed)")


# region: fix-cache
# A count for each fingerprint; the certificate itself stays with its connection.
requests_by_client: TTLCache[bytes, int] = TTLCache(maxsize=500, ttl=300)


@app.get("/v1/client")
async def client(certificate: ClientCertificate) -> dict[str, int]:
    fingerprint = hashlib.sha256(certificate).digest()
    requests = requests_by_client.get(fingerprint, 0) + 1
    requests_by_client[fingerprint] = requests
    return {"requests": requests}


# endregion


def truth() -> dict[str, Kept]:
    return {
        "client": {
            "entries": len(requests_by_client),
            "bytes": deep_bytes([requests_by_client]),
        }
    }
