import { ScanError } from '../errors.ts';
import type { CallbackPlace } from '../http/callback-listener.ts';
import type { ScanFlags } from './scan-options.ts';

/**
 * Where requests that the target sends come in.
 * @throws ScanError where the flags name no such place
 */
export function callbackOf({
  callbackUrl,
  callbackListen,
}: Pick<ScanFlags, 'callbackUrl' | 'callbackListen'>): {
  readonly callback?: CallbackPlace;
} {
  if (callbackUrl === undefined) {
    if (callbackListen === undefined) return {};
    throw new ScanError(
      'invalid-option',
      '--callback-listen needs --callback-url: how the target gets there.',
    );
  }
  if (!/^https?:\/\//i.test(callbackUrl) || !URL.canParse(callbackUrl))
    throw new ScanError('invalid-option', `--callback-url: "${callbackUrl}" is no URL of http or https.`);
  const url = new URL(callbackUrl);
  const usual = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const written = callbackListen ?? `127.0.0.1:${usual}`;
  const [, address = '', port = ''] = /^(?:\[?([^[\]]+)\]?:)?(\d{1,5})$/.exec(written) ?? [];
  if (port === '' || Number(port) < 1 || Number(port) > 65_535)
    throw new ScanError(
      'invalid-option',
      `--callback-listen: "${written}" is no address and port, such as 0.0.0.0:8088.`,
    );
  const whole = url.origin + url.pathname.replace(/\/$/, '');
  return { callback: { url: whole, address: address || '127.0.0.1', port: Number(port) } };
}
