import { describe, expect, test } from 'vitest';
import { toFailure } from '../../src/http/failure-of.ts';
import { TransportFailure } from '../../src/http/transport-failure.ts';

const URL_ = 'https://api.example:8443/users';
const coded = (code: string, more: object = {}) =>
  Object.assign(new Error('as Node says it'), { code, ...more });
const alerted = (number: number) =>
  Object.assign(new Error(`tlsv1 alert: SSL alert number ${number}`), { code: 'EPROTO' });

describe('what Node throws, in one sentence', () => {
  test.each<[string, string, string]>([
    ['ECONNREFUSED', 'refused', 'api.example:8443 refuses connections.'],
    ['ECONNRESET', 'reset', 'api.example:8443 closed the connection without an answer.'],
    ['EPIPE', 'reset', 'api.example:8443 closed the connection without an answer.'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'reset', 'api.example:8443 closed the connection without an answer.'],
    ['ENOTFOUND', 'unresolved', 'api.example:8443 cannot be found or reached.'],
    ['EAI_AGAIN', 'unresolved', 'api.example:8443 cannot be found or reached.'],
    ['EAI_FAIL', 'unresolved', 'api.example:8443 cannot be found or reached.'],
    ['ENODATA', 'unresolved', 'api.example:8443 cannot be found or reached.'],
    ['ENETUNREACH', 'unresolved', 'api.example:8443 cannot be found or reached.'],
    ['EHOSTUNREACH', 'unresolved', 'api.example:8443 cannot be found or reached.'],
    ['EADDRNOTAVAIL', 'unresolved', 'api.example:8443 cannot be found or reached.'],
    ['ETIMEDOUT', 'timeout', 'api.example:8443 did not answer in time.'],
    ['ABORT_ERR', 'timeout', 'api.example:8443 did not answer in time.'],
    [
      'HPE_HEADER_OVERFLOW',
      'head-too-large',
      'api.example:8443 sent more header lines than the scanner reads.',
    ],
    ['HPE_INVALID_CONSTANT', 'not-http', 'api.example:8443 does not answer in valid HTTP.'],
    ['HPE_INVALID_EOF_STATE', 'not-http', 'api.example:8443 does not answer in valid HTTP.'],
    ['ERR_HTTP2_ERROR', 'not-http', 'api.example:8443 does not answer in valid HTTP.'],
    ['EPROTO', 'tls', 'The TLS handshake with api.example:8443 failed.'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'The TLS handshake with api.example:8443 failed.'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'The TLS handshake with api.example:8443 failed.'],
    [
      'ERR_INVALID_CHAR',
      'network',
      'The request to api.example:8443 holds characters that HTTP cannot carry.',
    ],
    [
      'ERR_INVALID_HTTP_TOKEN',
      'network',
      'The request to api.example:8443 holds characters that HTTP cannot carry.',
    ],
    ['ESOMETHING', 'network', 'The request to api.example:8443 failed.'],
  ])('%s', (errno, code, message) => {
    expect(toFailure(coded(errno), URL_)).toMatchObject({ code, message });
  });

  test.each([
    ['TimeoutError', 'timeout'],
    ['AbortError', 'timeout'],
    ['TypeError', 'network'],
  ])('an error named %s', (name, code) => {
    expect(toFailure(Object.assign(new Error('x'), { name }), URL_).code).toBe(code);
  });

  test.each([[undefined], [null], ['text'], [{ code: 7 }]])('%j is no error of a kind', (thrown) => {
    expect(toFailure(thrown, URL_)).toMatchObject({
      code: 'network',
      message: 'The request to api.example:8443 failed.',
    });
  });

  test('the reason of Node’s parser stands in it', () => {
    const says = (reason: unknown, errno = 'HPE_INVALID_HEADER_TOKEN') =>
      toFailure(coded(errno, { reason }), URL_).message;
    expect(says('Duplicate Content-Length')).toBe(
      'api.example:8443 does not answer in valid HTTP (Duplicate Content-Length).',
    );
    expect(says('')).toBe('api.example:8443 does not answer in valid HTTP.');
    expect(says(7)).toBe('api.example:8443 does not answer in valid HTTP.');
    expect(says('Duplicate', 'ECONNRESET')).toBe('api.example:8443 closed the connection without an answer.');
  });

  test('an alert is named, and says whether it is about our certificate', () => {
    const of = (number: number, afterServerHello = false) =>
      toFailure(alerted(number), URL_, { afterServerHello });
    expect(of(40)).toMatchObject({
      code: 'tls',
      alert: 'handshake_failure',
      message: 'The TLS handshake with api.example:8443 failed (TLS alert handshake_failure).',
    });
    expect(of(40, true).code).toBe('client-certificate');
    expect(of(116)).toMatchObject({ code: 'client-certificate', alert: 'certificate_required' });
    expect(of(70, true).code).toBe('tls');
    expect(toFailure(coded('ECONNRESET'), URL_, { afterServerHello: true })).not.toHaveProperty('alert', 'x');
  });

  test('the user’s stop goes before all that it breaks', () => {
    const stopped = { stopped: true };
    expect(toFailure(alerted(40), URL_, stopped)).toMatchObject({
      code: 'aborted',
      message: 'The scan was stopped.',
    });
    const known = new TransportFailure('refused', 'no');
    expect(toFailure(known, URL_)).toBe(known);
    expect(toFailure(known, URL_, stopped).code).toBe('aborted');
  });
});
