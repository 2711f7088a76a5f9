import { connectionLoader } from './connection-loader.ts';
import { abortLoader, halfBodyLoader } from './cut-loaders.ts';
import { halfHandshakeLoader } from './handshake-loader.ts';
import { http2ConnectionLoader, pingLoader, resetLoader, streamLoader } from './http2-loaders.ts';
import type { Loader, Reach } from './loader.ts';
import { poolLoader } from './pool-loader.ts';
import { newSessionLoader, resumedLoader } from './session-loaders.ts';
import { keptWebsocketLoader, websocketLoader } from './websocket-loaders.ts';
import type { Wire, Wires } from './wires.ts';

export interface Loaders {
  readonly same: Loader;
  readonly fresh: Loader;
  close(): Promise<void>;
}

const MAKERS: Readonly<Record<Wire, (reach: Reach) => Loader | Promise<Loader>>> = {
  kept: poolLoader,
  connection: connectionLoader,
  abort: abortLoader,
  'half-body': halfBodyLoader,
  'half-handshake': halfHandshakeLoader,
  'new-session': newSessionLoader,
  'resumed-session': resumedLoader,
  websocket: websocketLoader,
  'kept-websocket': keptWebsocketLoader,
  stream: streamLoader,
  'reset-stream': resetLoader,
  ping: pingLoader,
  'http2-connection': http2ConnectionLoader,
};

/** Loaders for control requests and fresh ones; the same one where both leave in the same way. */
export async function openLoaders(reach: Reach, wires: Wires): Promise<Loaders> {
  const same = await MAKERS[wires.same](reach);
  const fresh = wires.fresh === wires.same ? same : await MAKERS[wires.fresh](reach);
  return {
    same,
    fresh,
    async close() {
      await same.close();
      if (fresh !== same) await fresh.close();
    },
  };
}
