import { ScanError } from '../errors.ts';

/** What one of each is, bytes; as people, Kubernetes (`Mi`) and Docker (`m`) write them. Powers of 1,024 throughout. */
const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** `100B`, `512MiB`, `2Gi` or `512m` in bytes. @throws ScanError invalid-option */
export function sizeOf(typed: string | undefined, flag: string): number | undefined {
  if (typed === undefined) return undefined;
  const [, digits, unit] = /^(\d{1,12}(?:\.\d{1,3})?) ?([kmgt]?)i?b?$/i.exec(typed.trim()) ?? [];
  const size = Number(digits) * (UNITS[unit?.toLowerCase() ?? ''] ?? Number.NaN);
  if (Number.isFinite(size) && size >= 1) return Math.round(size);
  throw new ScanError(
    'invalid-option',
    `${flag} takes a size such as 100B, 64KiB or 512MiB, not "${typed}".`,
  );
}
