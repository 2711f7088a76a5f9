"""TLS ends at a proxy; the application says that it is to be used."""

# region: fix-transport
import os

from starlette.datastructures import URL, MutableHeaders
from starlette.responses import RedirectResponse

TRUSTED_PROXIES = {"127.0.0.1"}
HSTS = "max-age=31536000; includeSubDomains"


class HttpsOnly:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = dict(scope["headers"])
        by_proxy = scope["client"] and scope["client"][0] in TRUSTED_PROXIES
        if by_proxy and headers.get(b"x-forwarded-proto") == b"http":
            secure = URL(scope=scope).replace(scheme="https", netloc=os.environ["PUBLIC_HOST"])
            return await RedirectResponse(secure, status_code=308)(scope, receive, send)

        async def send_with_hsts(message):
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Strict-Transport-Security"] = HSTS
            await send(message)

        await self.app(scope, receive, send_with_hsts)


# endregion
