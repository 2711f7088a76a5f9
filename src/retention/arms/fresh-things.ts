import type { RetentionFinding } from '../result.ts';
import type { ArmName, Per } from '../vocabulary.ts';

type Rule = Extract<
  RetentionFinding['id'],
  'memory-kept-per-credential' | 'memory-kept-per-connection' | 'memory-kept-per-request'
>;

/** What an arm has fresh in each request of a wave: how it is counted, called, and found fault with. */
export interface FreshThing {
  readonly per: Per;
  /** `Memory leak per …`. */
  readonly name: string;
  readonly rule: Rule;
  /** A plan for arms whose requests are cheap, need a connection each, or a certificate each. */
  readonly plan: 'credential' | 'connection' | 'certificate';
  /** A target that keeps each pins memory of its length; a connection has none. */
  readonly pins: boolean;
}

const OF_CREDENTIALS = { per: 'credential', rule: 'memory-kept-per-credential', pins: true } as const;
const OF_CONNECTIONS = { rule: 'memory-kept-per-connection', plan: 'connection', pins: false } as const;
const OF_REQUESTS = { rule: 'memory-kept-per-request', plan: 'connection' } as const;

export const FRESH_THINGS: Readonly<Record<ArmName, FreshThing>> = {
  credential: { ...OF_CREDENTIALS, name: 'API key', plan: 'credential' },
  jwt: { ...OF_CREDENTIALS, name: 'token', plan: 'credential' },
  certificate: {
    ...OF_CREDENTIALS,
    per: 'certificate',
    name: 'client certificate',
    plan: 'certificate',
  },
  'same-credential': { ...OF_CREDENTIALS, name: 'API key', plan: 'credential', pins: false },
  connection: { ...OF_CONNECTIONS, per: 'connection', name: 'connection' },
  handshake: { ...OF_CONNECTIONS, per: 'half-done-handshake', name: 'half-done handshake' },
  resume: { ...OF_CONNECTIONS, per: 'tls-session', name: 'TLS session' },
  websocket: { ...OF_CONNECTIONS, per: 'websocket', name: 'WebSocket connection' },
  stream: { ...OF_CONNECTIONS, per: 'stream', name: 'HTTP/2 stream', plan: 'credential' },
  abort: { ...OF_REQUESTS, per: 'aborted-request', name: 'aborted request', pins: true },
  body: { ...OF_REQUESTS, per: 'half-sent-body', name: 'half-sent body', pins: true },
  payload: { ...OF_REQUESTS, per: 'payload', name: 'payload', pins: true },
};
