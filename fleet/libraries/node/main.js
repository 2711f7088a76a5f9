import { createServer } from 'node:http';
import { observe, options, serve, serverOptions } from './serving.js';

const { service, port, metrics } = options();
const { app } = await import(`./services/${service}.js`);

app.disable('x-powered-by');
if (metrics) observe(app);
serve(createServer(serverOptions, app), port);
