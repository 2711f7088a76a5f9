/** What both Node services share and no guide needs to show: the command line, metrics, truth, start and stop. */
import { parseArgs } from 'node:util';
import { collectDefaultMetrics, register } from 'prom-client';

const MAX_HEADER_BYTES = 16 * 1024;
const SHUTDOWN_MS = 1_000;

export const issuedKeys = new Set((process.env.API_KEYS ?? 'demo-key').split(','));

export function options() {
  const { values } = parseArgs({
    options: {
      variant: { type: 'string' },
      port: { type: 'string', default: process.env.PORT ?? '0' },
      metrics: { type: 'boolean', default: false },
    },
  });
  if (values.variant !== 'leaky' && values.variant !== 'fixed') {
    throw new Error('usage: --variant leaky|fixed [--port N] [--metrics]');
  }
  return { variant: values.variant, port: Number(values.port), metrics: values.metrics };
}

/** The answers of /metrics and /__truth, by path. */
export function observers(kept) {
  collectDefaultMetrics();
  return {
    '/metrics': async () => ({ type: register.contentType, body: await register.metrics() }),
    '/__truth': async () => ({ type: 'application/json', body: JSON.stringify(truth(kept)) }),
  };
}

/** With --expose-gc the heap is collected first, so that what it holds is really held. */
function truth(kept) {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return { heapBytes: globalThis.gc ? heapUsed + external : null, kept: kept() };
}

/** Serves until SIGTERM. */
export function serve(server, port) {
  server.maxHeadersCount = 100;
  server.listen(port, '127.0.0.1', () => {
    console.log(`listening on http://127.0.0.1:${server.address().port}`);
  });
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), SHUTDOWN_MS).unref();
  });
}

export const serverOptions = { maxHeaderSize: MAX_HEADER_BYTES };
