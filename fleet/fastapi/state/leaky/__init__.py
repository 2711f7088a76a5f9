"""Ten ways to keep something longer than the request that brought it."""

from ..assembly import assemble
from . import (
    clients,
    context,
    events,
    jobs,
    limited,
    logged,
    metered,
    thread_local,
    traced,
    uploads,
)

app, truth = assemble(
    "State (leaky)",
    {
        "limited": limited,
        "jobs": jobs,
        "context": context,
        "traced": traced,
        "logged": logged,
        "metered": metered,
        "clients": clients,
        "events": events,
        "uploads": uploads,
        "thread-local": thread_local,
    },
)
