import type { Retention } from '../../result.ts';

const MIB = 1024 * 1024;

/** `4,341 B`, `16.6 MiB`. */
export function size(bytes: number): string {
  return Math.abs(bytes) < MIB
    ? `${Math.round(bytes).toLocaleString('en')} B`
    : `${(bytes / MIB).toFixed(1)} MiB`;
}

const UNITS: Readonly<Partial<Record<Retention['per'], string>>> = {
  certificate: 'client certificate',
  'aborted-request': 'aborted request',
  'half-sent-body': 'half-sent body',
  'half-done-handshake': 'half-done handshake',
  'tls-session': 'TLS session',
  websocket: 'WebSocket',
};

/** What is kept per: `credential`, `token`, `client certificate`, `connection`, `request`. */
export function unitOf({ arm, per }: Pick<Retention, 'arm' | 'per'>): string {
  return per === 'credential' && arm === 'jwt' ? 'token' : (UNITS[per] ?? per);
}

/** Bodies, but requests. */
export function plural(noun: string): string {
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
