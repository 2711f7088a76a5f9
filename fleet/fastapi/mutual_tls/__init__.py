"""A FastAPI service that knows its callers by client certificate, leaky and fixed."""
