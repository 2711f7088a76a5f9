import { expect, test } from 'vitest';
import { alertName, alertOf, CLIENT_CERTIFICATE_ALERTS } from '../../src/http/tls-alert.ts';

/** The registry's names, and which of them ask for another client certificate. */
const ALERTS: readonly (readonly [description: number, name: string, asks?: true])[] = [
  [0, 'close_notify'],
  [10, 'unexpected_message'],
  [20, 'bad_record_mac'],
  [22, 'record_overflow'],
  [40, 'handshake_failure'],
  [41, 'no_certificate', true],
  [42, 'bad_certificate', true],
  [43, 'unsupported_certificate', true],
  [44, 'certificate_revoked', true],
  [45, 'certificate_expired', true],
  [46, 'certificate_unknown', true],
  [47, 'illegal_parameter'],
  [48, 'unknown_ca', true],
  [49, 'access_denied', true],
  [50, 'decode_error'],
  [51, 'decrypt_error'],
  [70, 'protocol_version'],
  [71, 'insufficient_security'],
  [80, 'internal_error'],
  [86, 'inappropriate_fallback'],
  [90, 'user_canceled'],
  [109, 'missing_extension'],
  [110, 'unsupported_extension'],
  [112, 'unrecognized_name'],
  [113, 'bad_certificate_status_response'],
  [115, 'unknown_psk_identity'],
  [116, 'certificate_required', true],
  [120, 'no_application_protocol'],
];

test.each(ALERTS.map(([description, name, asks]) => [description, name, asks ?? false] as const))(
  '%i is %s',
  (description, name, asks) => {
    expect(alertName(description)).toBe(name);
    expect(CLIENT_CERTIFICATE_ALERTS.has(name)).toBe(asks);
    const message = `write EPROTO 0:error:0A000000:SSL routines:x:SSL alert number ${description}`;
    expect(alertOf({ code: 'EPROTO', message })).toBe(name);
  },
);

test('others are told by their number, and no alert is none', () => {
  expect(alertName(99)).toBe('alert_99');
  expect(alertOf({ code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE' })).toBe('handshake_failure');
  expect(alertOf({ code: 'ECONNRESET' })).toBeUndefined();
  expect(alertOf(undefined)).toBeUndefined();
  expect(CLIENT_CERTIFICATE_ALERTS.size).toBe(ALERTS.filter(([, , asks]) => asks).length);
});
