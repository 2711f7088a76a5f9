"""A FastAPI service that reads API keys, in a leaky and a fixed build of the same routes."""
