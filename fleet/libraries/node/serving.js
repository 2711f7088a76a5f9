/** What all services share: the command line, metrics, truth, start and stop. */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { collectDefaultMetrics, register } from 'prom-client';

const SHUTDOWN_MS = 500;

/** Keys have up to 8 KiB. */
export const serverOptions = { maxHeaderSize: 16 * 1024 };

export function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: process.env.PORT ?? '0' },
      metrics: { type: 'boolean', default: false },
    },
  });
  const [service] = positionals;
  if (!service) throw new Error('usage: node main.js <service> [--port N] [--metrics]');
  return { service, port: Number(values.port), metrics: values.metrics };
}

/** Adds /metrics and /__truth. */
export function observe(app) {
  collectDefaultMetrics();
  app.get('/metrics', async (_request, response) => {
    response.type(register.contentType).send(await register.metrics());
  });
  app.get('/__truth', (_request, response) => {
    response.json({ heapBytes: liveHeap() });
  });
}

/** Collects first. The collector is asked for here, so that the command line stays what a user would type. */
function liveHeap() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Serves until SIGTERM. */
export function serve(server, port) {
  server.listen(port, '127.0.0.1', () => {
    console.log(`listening on http://127.0.0.1:${server.address().port}`);
  });
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), SHUTDOWN_MS).unref();
  });
}
