import type { Retention } from '../../result.ts';

const MIB = 1024 * 1024;

/** `4,341 B`, `16.6 MiB`. */
export function size(bytes: number): string {
  return Math.abs(bytes) < MIB
    ? `${Math.round(bytes).toLocaleString('en')} B`
    : `${(bytes / MIB).toFixed(1)} MiB`;
}

/** What is kept per: `credential`, `token`, `client certificate`, `connection`, `request`. */
export function unitOf({ arm, per }: Pick<Retention, 'arm' | 'per'>): string {
  if (per === 'certificate') return 'client certificate';
  return per === 'credential' && arm === 'jwt' ? 'token' : per;
}
