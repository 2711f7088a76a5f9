import { createServer } from 'node:http';
import Fastify from 'fastify';
import { observers, options, serve, serverOptions } from '../serving.js';

const { variant, port, metrics } = options();
const { routes, kept } = await import(`./${variant}.js`);

const app = Fastify({ serverFactory: (handler) => createServer(serverOptions, handler) });
routes(app);
if (metrics) {
  for (const [path, observe] of Object.entries(observers(kept))) {
    app.get(path, async (_request, reply) => {
      const { type, body } = await observe();
      return reply.type(type).send(body);
    });
  }
}
await app.ready();
serve(app.server, port);
