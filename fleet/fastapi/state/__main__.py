from serving import parse_options, serve

options = parse_options()
if options.variant == "leaky":
    from .leaky import app, truth
else:
    from .fixed import app, truth
serve(app, truth, options)
