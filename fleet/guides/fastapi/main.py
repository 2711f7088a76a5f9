"""The service of the guides in FastAPI, flawed or fixed."""

import asyncio

import accounts
import cors
import error_handling
import function_authorization as roles
import graphql_limits
import injection
import input_validation
import mass_assignment
import object_ownership
import rate_limiting
import response_properties
import secret_files
import server_side_requests
import uploads
import uvicorn
from database import prepare
from fastapi import Depends, FastAPI
from jwt_verification import current_user
from response_headers import SecurityHeaders
from service import CONTRACT, IS_FIXED, announce, end_on_sigterm, listen
from transport_security import HttpsOnly

# In this order: /notes/search comes before /notes/{id}.
TOPICS = (
    response_properties,
    input_validation,
    injection,
    mass_assignment,
    object_ownership,
    server_side_requests,
    uploads,
)


@roles.open_to_all.get("/openapi.json", include_in_schema=False)
async def contract() -> dict:
    return CONTRACT


def fixed():
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    error_handling.handle_errors(app)
    app.include_router(roles.open_to_all)
    app.include_router(accounts.router)
    for topic in TOPICS:
        roles.signed_in.include_router(topic.router)
    app.include_router(roles.signed_in)
    app.include_router(roles.admin)
    graphql_limits.serve_graph(app)
    secret_files.serve_files(app)
    rate_limiting.limit_requests(app)
    cors.allow_origins(app)
    return HttpsOnly(SecurityHeaders(uploads.LimitedBody(app)))


def flawed():
    app = FastAPI(debug=True)
    app.openapi = lambda: CONTRACT
    error_handling.show_errors(app)
    app.include_router(roles.open_to_all)
    app.include_router(accounts.flawed)
    for topic in TOPICS:
        app.include_router(topic.flawed, dependencies=[Depends(current_user)])
    app.include_router(roles.flawed_admin)
    graphql_limits.serve_graph_without_limits(app)

    @app.middleware("http")
    async def powered_by(request, call_next):
        response = await call_next(request)
        response.headers["X-Powered-By"] = "FastAPI/0.165.0"
        return response

    cors.allow_all(app)
    secret_files.serve_everything(app)
    return app


async def serve() -> None:
    await prepare()
    listener = listen()
    named = (
        {"server_header": False}
        if IS_FIXED
        else {"headers": [("Server", f"uvicorn/{uvicorn.__version__}")]}
    )
    config = uvicorn.Config(
        fixed() if IS_FIXED else flawed(),
        http="httptools",
        log_level="critical",
        access_log=False,
        # The application reads what the proxy adds.
        proxy_headers=False,
        timeout_graceful_shutdown=1,
        **named,
    )
    announce(listener)
    await uvicorn.Server(config).serve(sockets=[listener])


# uvicorn raises the signal once more when it has ended.
end_on_sigterm()
asyncio.run(serve())
