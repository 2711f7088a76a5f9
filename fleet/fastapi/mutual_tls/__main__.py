import asyncio
import ssl

import uvicorn
from fastapi import FastAPI

from serving import announce, configure, listen, observe, parse_options, serve_both

from .connection import ClientCertificateProtocol

options = parse_options()
if options.variant == "leaky":
    from .leaky import app, truth
else:
    from .fixed import app, truth

listener = listen(options.port)
service = configure(
    app,
    http=ClientCertificateProtocol,
    ssl_certfile=options.certificate,
    ssl_keyfile=options.key,
    ssl_ca_certs=options.ca,
    ssl_cert_reqs=ssl.CERT_REQUIRED,
)
if options.metrics:
    # A scraper has no client certificate, and its connections must not count as callers'.
    metrics = FastAPI(openapi_url=None)
    observe(metrics, truth)
    metrics_listener = listen()
    announce("metrics", "http", metrics_listener)
    announce("listening", "https", listener)
    asyncio.run(serve_both((service, listener), (configure(metrics), metrics_listener)))
else:
    announce("listening", "https", listener)
    uvicorn.Server(service).run(sockets=[listener])
