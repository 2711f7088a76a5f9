/** Alert descriptions by number (RFC 8446 section 6, and the older ones of RFC 5246 section 7.2). */
const ALERTS: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  22: 'record_overflow',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  109: 'missing_extension',
  110: 'unsupported_extension',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
  115: 'unknown_psk_identity',
  116: 'certificate_required',
  120: 'no_application_protocol',
};

/** These say that the service wanted another client certificate, or any at all. */
export const CLIENT_CERTIFICATE_ALERTS: ReadonlySet<string> = new Set([
  'no_certificate',
  'bad_certificate',
  'unsupported_certificate',
  'certificate_revoked',
  'certificate_expired',
  'certificate_unknown',
  'unknown_ca',
  'access_denied',
  'certificate_required',
]);

export function alertName(description: number): string {
  return ALERTS[description] ?? `alert_${description}`;
}

/** The alert that the peer sent, read from what OpenSSL reports; undefined when no alert came. */
export function alertOf(error: unknown): string | undefined {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  const number = /SSL alert number (\d+)/.exec(message)?.[1];
  if (number !== undefined) return alertName(Number(number));
  return /^ERR_SSL_(?:(?!_ALERT_)\w)*_ALERT_(\w+)$/.exec(code)?.[1]?.toLowerCase();
}
