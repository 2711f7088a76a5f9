import { createServer } from 'node:http';
import { observers, options, serve, serverOptions } from '../serving.js';

const { variant, port, metrics } = options();
const { app, kept } = await import(`./${variant}.js`);

app.disable('x-powered-by');
if (metrics) {
  for (const [path, observe] of Object.entries(observers(kept))) {
    app.get(path, async (_request, response) => {
      const { type, body } = await observe();
      response.type(type).send(body);
    });
  }
}
serve(createServer(serverOptions, app), port);
