"""A FastAPI service whose state outlives its requests, in a leaky and a fixed build."""
