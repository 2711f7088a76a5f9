import { TransportFailure } from './transport-failure.ts';

/** Path and query exactly as written; `URL` would resolve dots and re-encode. */
export function rawPath(url: string): string {
  const afterAuthority = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const path = afterAuthority.startsWith('/') ? afterAuthority : `/${afterAuthority}`;
  if (/[\s\u0000-\u001f\u007f-\uffff]/.test(path)) {
    throw new TransportFailure(
      'network',
      `The path ${JSON.stringify(path)} holds characters that HTTP cannot carry.`,
    );
  }
  return path;
}
