"""Brings the client certificate from uvicorn's TLS connection to the request.

uvicorn checks client certificates but does not pass them on. This adds them to the scope the way
the TLS extension of ASGI says: PEM, in `scope["extensions"]["tls"]["client_cert_chain"]`.
"""

import asyncio
import ssl
from typing import Annotated, Any, cast

from fastapi import Depends, HTTPException, Request, status
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class ClientCertificateProtocol(HttpToolsProtocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        connection: ssl.SSLObject = transport.get_extra_info("ssl_object")
        certificate = connection.getpeercert(binary_form=True)
        chain = [ssl.DER_cert_to_PEM_cert(certificate)] if certificate else []
        app = self.app

        async def with_certificate(scope: Any, receive: Any, send: Any) -> None:
            scope.setdefault("extensions", {})["tls"] = {"client_cert_chain": chain}
            await app(scope, receive, send)

        self.app = cast(Any, with_certificate)


async def client_certificate(request: Request) -> bytes:
    """The DER of the certificate that the client proved to hold when it connected."""
    chain = request.scope.get("extensions", {}).get("tls", {}).get("client_cert_chain")
    if not chain:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "No client certificate")
    return ssl.PEM_cert_to_DER_cert(chain[0])


ClientCertificate = Annotated[bytes, Depends(client_certificate)]
