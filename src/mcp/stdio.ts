import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServer } from './server.ts';
import type { Workbench } from './workbench.ts';

/** Serves one client over a pair of pipes until it closes its end or the signal comes. Output is protocol alone. */
export async function serveOverPipes(
  bench: Workbench,
  pipes: { readonly input: Readable; readonly output: Writable },
  signal: AbortSignal,
): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    pipes.input.once('end', resolve).once('close', resolve).once('error', resolve);
    // A client that died without closing its end is noticed when nobody takes what is written.
    pipes.output.once('error', () => resolve());
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const served = serveStdio(() => createMcpServer(bench), {
    transport: new StdioServerTransport(pipes.input, pipes.output),
    onerror: (error) => bench.log(error.message),
  });
  await ended;
  // First the scan, so that what it found is kept.
  await bench.slot.close();
  await served.close();
  pipes.input.destroy();
}
