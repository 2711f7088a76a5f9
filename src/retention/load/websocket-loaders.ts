import diagnostics from 'node:diagnostics_channel';
import { RetentionError } from '../errors.ts';
import { LIMITS } from '../plan.ts';
import { connectTo, type Loader, MOST_MS, type Reach } from './loader.ts';

type Speaking = Parameters<Loader['send']>[0];
/** Handshakes are answered with 101 (RFC 6455 section 1.3); what comes after has no status of its own. */
const SWITCHED = 101;
/** What undici says of every pong that comes in. */
const PONGS = 'undici:websocket:pong';

/**
 * Connections that are being closed at once. Some servers leave that to the client and wait for a second first (RFC 6455
 * section 7.1.1): waiting for each would be taken for a slow service.
 */
const MOST_CLOSING = 128;

/** Opens a WebSocket for each request, sends the hello if there is one, and closes it. */
export async function websocketLoader(reach: Reach): Promise<Loader> {
  const opener = await openerFor(reach);
  const closing = new Set<Promise<void>>();
  return {
    async send(speaker) {
      const started = performance.now();
      const socket = await opener.open(speaker);
      const ms = performance.now() - started;
      const closed = once(socket, 'close').then(() => void closing.delete(closed));
      closing.add(closed);
      if (reach.hello !== undefined) socket.send(reach.hello);
      socket.close(1_000);
      if (closing.size >= MOST_CLOSING) await inTime(Promise.race(closing));
      return { status: SWITCHED, limits: {}, ms };
    },
    close: opener.close,
  };
}

/** Sends the hello and a ping on WebSockets that stay open, and waits for the pong. */
export async function keptWebsocketLoader(reach: Reach): Promise<Loader> {
  const { ping } = await import('undici');
  const opener = await openerFor(reach);
  const idle: Awaited<ReturnType<typeof opener.open>>[] = [];
  const waiting = new Map<unknown, { readonly done: () => void; readonly gone: (error: Error) => void }>();
  const onPong = (message: unknown) => {
    const { websocket } = message as { websocket: unknown };
    waiting.get(websocket)?.done();
  };
  diagnostics.subscribe(PONGS, onPong);
  const opened = async (speaker: Speaking) => {
    const socket = await opener.open(speaker);
    void once(socket, 'close').then(() => waiting.get(socket)?.gone(new Error('the WebSocket was closed')));
    return socket;
  };
  return {
    async send(speaker) {
      const started = performance.now();
      let socket = idle.shift();
      while (socket !== undefined && socket.readyState !== socket.OPEN) socket = idle.shift();
      socket ??= await opened(speaker);
      if (reach.hello !== undefined) socket.send(reach.hello);
      const ponged = new Promise<void>((done, gone) => waiting.set(socket, { done, gone }));
      ping(socket);
      await inTime(ponged).finally(() => waiting.delete(socket));
      if (idle.length < LIMITS.connections) idle.push(socket);
      else socket.close();
      return { status: SWITCHED, limits: {}, ms: performance.now() - started };
    },
    async close() {
      diagnostics.unsubscribe(PONGS, onPong);
      await opener.close();
    },
  };
}

async function openerFor(reach: Reach) {
  const { Agent, WebSocket } = await import('undici');
  const agent = new Agent({
    connect: connectTo(reach),
  });
  return {
    async open(speaker: Speaking) {
      const url = new URL(speaker.path, reach.url);
      url.protocol = reach.url.protocol === 'https:' ? 'wss:' : 'ws:';
      const headers: [string, string][] = speaker.headers.flatMap((name, index): [string, string][] =>
        index % 2 === 0 ? [[name, speaker.headers[index + 1] ?? '']] : [],
      );
      const socket = new WebSocket(url, { dispatcher: agent, headers: Object.fromEntries(headers) });
      await inTime(
        Promise.race([
          once(socket, 'open'),
          once(socket, 'error').then(() => {
            throw new RetentionError(
              'target-unfit',
              `${url.pathname} opens no WebSocket: choose the path of one, and give the credentials that it asks for.`,
            );
          }),
        ]),
      );
      return socket;
    },
    close: () => agent.destroy(),
  };
}

function once(
  socket: { addEventListener(type: string, listener: () => void, options: { once: true }): void },
  type: string,
) {
  return new Promise<void>((resolve) => socket.addEventListener(type, () => resolve(), { once: true }));
}

function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${MOST_MS} ms`)), MOST_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
