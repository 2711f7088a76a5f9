import { alertOf, CLIENT_CERTIFICATE_ALERTS } from './tls-alert.ts';
import type { FailureCode } from './transport-failure.ts';
import { TransportFailure } from './transport-failure.ts';

const BY_ERRNO: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  EAI_FAIL: 'unresolved',
  ENODATA: 'unresolved',
  ETIMEDOUT: 'timeout',
  ENETUNREACH: 'unresolved',
  EHOSTUNREACH: 'unresolved',
  EADDRNOTAVAIL: 'unresolved',
  HPE_HEADER_OVERFLOW: 'head-too-large',
};

/** Raised by Node for what a rule or a document asked us to send, before a byte has left. */
const UNSENDABLE = /^ERR_(INVALID_CHAR|INVALID_HTTP_TOKEN|UNESCAPED_CHARACTERS|HTTP_INVALID_HEADER_VALUE)$/;

const SENTENCES: Partial<Record<FailureCode, (host: string) => string>> = {
  refused: (host) => `${host} refuses connections.`,
  reset: (host) => `${host} closed the connection without an answer.`,
  unresolved: (host) => `${host} cannot be found or reached.`,
  timeout: (host) => `${host} did not answer in time.`,
  'head-too-large': (host) => `${host} sent more header lines than the scanner reads.`,
  'not-http': (host) => `${host} does not answer in valid HTTP.`,
  'client-certificate': (host) => `${host} asks for a client certificate that it accepts.`,
  tls: (host) => `The TLS handshake with ${host} failed.`,
  aborted: () => 'The scan was stopped.',
};

/** What the connection had shown when it failed. */
export interface FailureContext {
  readonly stopped?: boolean;
  /** True when the peer had already chosen a protocol and a cipher: a later refusal is about who we are. */
  readonly afterServerHello?: boolean;
}

/** Turns what Node throws into a TransportFailure with one sentence. */
export function toFailure(error: unknown, url: string, context: FailureContext = {}): TransportFailure {
  if (error instanceof TransportFailure && !context.stopped) return error;
  const { host } = new URL(url);
  const alert = alertOf(error);
  const code = context.stopped ? 'aborted' : codeOf(error, alert, context);
  const detail = UNSENDABLE.test(errnoOf(error))
    ? `The request to ${host} holds characters that HTTP cannot carry.`
    : `The request to ${host} failed.`;
  const sentence = SENTENCES[code]?.(host) ?? detail;
  const said =
    alert === undefined ? (code === 'not-http' ? parserReason(error) : undefined) : `TLS alert ${alert}`;
  const named = said && code !== 'aborted' ? sentence.replace(/\.$/, ` (${said}).`) : sentence;
  return new TransportFailure(code, named, { cause: error, ...(alert ? { alert } : {}) });
}

/** What Node's parser minds: `Duplicate Content-Length`. */
function parserReason(error: unknown): string | undefined {
  const { reason } = (error ?? {}) as { reason?: unknown };
  return typeof reason === 'string' && reason !== '' ? reason : undefined;
}

function codeOf(error: unknown, alert: string | undefined, context: FailureContext): FailureCode {
  const code = errnoOf(error);
  const name = (error as { name?: string } | undefined)?.name ?? '';
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ABORT_ERR') return 'timeout';
  if (alert !== undefined) {
    // In TLS 1.2 a missing certificate is answered with handshake_failure, which also means "no common cipher".
    const aboutUs = alert === 'handshake_failure' && context.afterServerHello;
    return aboutUs || CLIENT_CERTIFICATE_ALERTS.has(alert) ? 'client-certificate' : 'tls';
  }
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code === 'EPROTO') return 'tls';
  if (code.startsWith('ERR_HTTP2') || code === 'HPE_INVALID_EOF_STATE') return 'not-http';
  if (code.startsWith('HPE_') && code !== 'HPE_HEADER_OVERFLOW') return 'not-http';
  return BY_ERRNO[code] ?? 'network';
}

function errnoOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
