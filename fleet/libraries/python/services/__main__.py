"""Starts the service that the first argument names."""

from importlib import import_module

from serving import parse_options, serve

options = parse_options()
module = import_module(f"services.{options.service.replace('-', '_')}")
serve(module.app, options)
