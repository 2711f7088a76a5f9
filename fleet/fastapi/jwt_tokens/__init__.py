"""A FastAPI service that reads JSON Web Tokens, in a leaky and a fixed build of the same routes.

The folder is not called `jwt`, because that is what PyJWT is imported as.
"""
