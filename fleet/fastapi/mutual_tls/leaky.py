"""One way to keep every client certificate that ever connected."""

import hashlib
from dataclasses import dataclass

from fastapi import FastAPI

from serving import Kept, deep_bytes

from .connection import ClientCertificate

app = FastAPI(title="Clients (leaky)")


# region: leak-map
@dataclass
class Client:
    certificate: bytes
    requests: int = 0


clients: dict[str, Client] = {}


@app.get("/v1/client")
async def client(certificate: ClientCertificate) -> dict[str, int]:
    fingerprint = hashlib.sha256(certificate).hexdigest()
    # A client that renews its certificate comes back under another fingerprint; the entry of
    # the old one stays, with the certificate in it.
    known = clients.setdefault(fingerprint, Client(certificate))
    known.requests += 1
    return {"requests": known.requests}


# endregion


def truth() -> dict[str, Kept]:
    return {"client": {"entries": len(clients), "bytes": deep_bytes([clients])}}
