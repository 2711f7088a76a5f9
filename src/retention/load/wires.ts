import type { ArmName } from '../vocabulary.ts';

/** A way in which a request leaves. */
export type Wire =
  | 'kept'
  | 'connection'
  | 'abort'
  | 'half-body'
  | 'half-handshake'
  | 'new-session'
  | 'resumed-session'
  | 'websocket'
  | 'kept-websocket'
  | 'stream'
  | 'reset-stream'
  | 'ping'
  | 'http2-connection';

export interface Wires {
  /** Of control requests, which are like the others but for what is fresh. */
  readonly same: Wire;
  readonly fresh: Wire;
}

const ON_KEPT_CONNECTIONS: Wires = { same: 'kept', fresh: 'kept' };
const HTTP1: Readonly<Record<ArmName, Wires | undefined>> = {
  credential: ON_KEPT_CONNECTIONS,
  jwt: ON_KEPT_CONNECTIONS,
  payload: ON_KEPT_CONNECTIONS,
  'same-credential': ON_KEPT_CONNECTIONS,
  connection: { same: 'kept', fresh: 'connection' },
  certificate: { same: 'connection', fresh: 'connection' },
  abort: { same: 'connection', fresh: 'abort' },
  body: { same: 'connection', fresh: 'half-body' },
  handshake: { same: 'connection', fresh: 'half-handshake' },
  resume: { same: 'resumed-session', fresh: 'new-session' },
  websocket: { same: 'kept-websocket', fresh: 'websocket' },
  stream: undefined,
};
const ON_STREAMS: Wires = { same: 'stream', fresh: 'stream' };
const HTTP2: Readonly<Record<ArmName, Wires | undefined>> = {
  credential: ON_STREAMS,
  jwt: ON_STREAMS,
  payload: ON_STREAMS,
  'same-credential': ON_STREAMS,
  connection: { same: 'stream', fresh: 'http2-connection' },
  certificate: { same: 'http2-connection', fresh: 'http2-connection' },
  abort: { same: 'stream', fresh: 'reset-stream' },
  stream: { same: 'ping', fresh: 'stream' },
  // What happens before HTTP is spoken is the same for both versions.
  handshake: { same: 'http2-connection', fresh: 'half-handshake' },
  body: undefined,
  resume: undefined,
  websocket: undefined,
};

/** How an arm sends; undefined where this version of HTTP has no such arm. */
export function wiresOf(arm: ArmName, http2: boolean): Wires | undefined {
  return (http2 ? HTTP2 : HTTP1)[arm];
}

const ONE_CONNECTION: readonly Wire[] = ['kept', 'stream', 'reset-stream', 'ping', 'kept-websocket'];

/** True when the service sees a new connection in each request. */
export function connects(wire: Wire): boolean {
  return !ONE_CONNECTION.includes(wire);
}
