import { createPrivateKey } from 'node:crypto';
import type { Baseline } from '../../src/compare/baseline.ts';

/** A baseline that knows one place. */
export const BASELINE: Baseline = {
  version: '1',
  createdAt: '2026-01-02T03:04:05.000Z',
  target: 'http://127.0.0.1:9/',
  places: [{ fingerprint: '0123456789abcdef', rule: 'missing-hsts', where: 'GET /' }],
};

/** The same private key, behind the passphrase `pass`. */
export function locked(key: string): string {
  const options = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'pass' } as const;
  return createPrivateKey(key).export(options) as string;
}
