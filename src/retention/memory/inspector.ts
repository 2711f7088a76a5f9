import { fetchText } from './fetch-text.ts';

/** An open inspector of a Node process. */
export interface Inspector {
  /** Collects, and says what the heap and what lies beside it (Buffers) hold then, bytes. */
  collect(): Promise<number>;
  /** Hangs up; `shut` closes the port as well, for one that was opened for this run. */
  close(shut?: boolean): void;
}

/**
 * Later, when nobody is connected: closing waits for those who are. `require` is there only while this is evaluated, and
 * nothing may be thrown later: it would end the service.
 */
const SHUT =
  "{ const { close } = require('node:inspector'); setTimeout(() => { try { close(); } catch {} }, 200); }";
const MOST_MS = 5_000;

/** Speaks to the inspector at an address when it belongs to this process; undefined when none is there. */
export async function openInspector(origin: string, pid: number): Promise<Inspector | undefined> {
  try {
    const targets: unknown = JSON.parse(await fetchText(new URL('/json/list', origin)));
    const address = Array.isArray(targets)
      ? (targets[0] as { webSocketDebuggerUrl?: unknown })?.webSocketDebuggerUrl
      : undefined;
    if (typeof address !== 'string' || new URL(address).hostname !== new URL(origin).hostname)
      return undefined;
    const call = await connect(address);
    const value = async (expression: string) => {
      const answer = (await call('Runtime.evaluate', { expression, returnByValue: true })) as {
        result?: { value?: unknown };
      };
      return answer.result?.value;
    };
    if ((await value('process.pid')) !== pid) {
      call.close();
      return undefined;
    }
    return {
      async collect() {
        await call('HeapProfiler.collectGarbage', {});
        const bytes = await value('(({heapUsed, external}) => heapUsed + external)(process.memoryUsage())');
        if (typeof bytes !== 'number') throw new Error('the inspector names no heap');
        return bytes;
      },
      close(shut = false) {
        if (!shut) return call.close();
        call('Runtime.evaluate', { expression: SHUT, includeCommandLineAPI: true })
          .catch(() => {})
          .finally(call.close);
      },
    };
  } catch {
    return undefined;
  }
}

type Call = ((method: string, params: object) => Promise<unknown>) & { close(): void };

async function connect(address: string): Promise<Call> {
  const { WebSocket } = await import('undici');
  const socket = new WebSocket(address);
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let id = 0;
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('no inspector')), { once: true });
  });
  const end = () => {
    for (const { reject } of waiting.values()) reject(new Error('the inspector hung up'));
    waiting.clear();
  };
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as {
      id?: number;
      result?: unknown;
      error?: { message: string };
    };
    const one = message.id === undefined ? undefined : waiting.get(message.id);
    if (one === undefined || message.id === undefined) return;
    waiting.delete(message.id);
    if (message.error) one.reject(new Error(message.error.message));
    else one.resolve(message.result);
  });
  const call = (method: string, params: object) =>
    new Promise<unknown>((resolve, reject) => {
      const mine = ++id;
      const timer = setTimeout(() => {
        waiting.delete(mine);
        reject(new Error('the inspector does not answer'));
      }, MOST_MS);
      const settled =
        <Value>(then: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          then(value);
        };
      waiting.set(mine, { resolve: settled(resolve), reject: settled(reject) });
      socket.send(JSON.stringify({ id: mine, method, params }));
    });
  return Object.assign(call, { close: () => socket.close() });
}
