"""The same ten routes; what each of them keeps has a bound, or an end."""

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
    "State (fixed)",
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
