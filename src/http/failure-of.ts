import type { FailureCode } from './transport-failure.ts';
import { TransportFailure } from './transport-failure.ts';

const BY_ERRNO: Record<string, FailureCode> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  ETIMEDOUT: 'timeout',
  ENETUNREACH: 'unresolved',
  EHOSTUNREACH: 'unresolved',
  HPE_HEADER_OVERFLOW: 'head-too-large',
};

const SENTENCES: Partial<Record<FailureCode, (host: string) => string>> = {
  refused: (host) => `${host} refuses connections.`,
  reset: (host) => `${host} closed the connection without an answer.`,
  unresolved: (host) => `${host} cannot be found or reached.`,
  timeout: (host) => `${host} did not answer in time.`,
  'head-too-large': (host) => `${host} sent more header lines than the scanner reads.`,
  'not-http': (host) => `${host} does not answer in HTTP.`,
  'client-certificate': (host) => `${host} asks for a client certificate that it accepts.`,
  tls: (host) => `The TLS handshake with ${host} failed.`,
  aborted: () => 'The scan was stopped.',
};

/** Turns what Node throws into a TransportFailure with one sentence. */
export function toFailure(error: unknown, url: string, stopped: boolean): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const host = new URL(url).host;
  const code = stopped ? 'aborted' : codeOf(error);
  const sentence = SENTENCES[code]?.(host) ?? `The request to ${host} failed.`;
  return new TransportFailure(code, sentence, { cause: error });
}

function codeOf(error: unknown): FailureCode {
  const { code = '', name = '' } = (error ?? {}) as { code?: string; name?: string };
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ABORT_ERR') return 'timeout';
  if (/ALERT_CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_HANDSHAKE_FAILURE/.test(code)) {
    return 'client-certificate';
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return 'tls';
  if (code.startsWith('HPE_') && code !== 'HPE_HEADER_OVERFLOW') return 'not-http';
  return BY_ERRNO[code] ?? 'network';
}
