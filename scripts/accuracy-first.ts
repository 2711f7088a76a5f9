import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Measured } from './accuracy-measure.ts';
import type { Truth } from './accuracy-truth.ts';
import { SCANS } from './accuracy-truth.ts';

const FILE = new URL('../test/truth/first/first-scans.json', import.meta.url);

const rows = z.array(
  z.strictObject({
    target: z.string(),
    kind: z.enum(SCANS),
    day: z.iso.date(),
    listed: z.number(),
    found: z.array(z.string()),
    missed: z.array(z.string()),
    falseAlarms: z.array(z.string()),
    requests: z.number(),
    seconds: z.number(),
  }),
);

/** What the first scans came to, in the order in which they were made. */
export function readFirst(): z.infer<typeof rows> {
  return existsSync(FILE) ? rows.parse(JSON.parse(readFileSync(FILE, 'utf8'))) : [];
}

/** Keeps the first scans of every unseen target; later ones never take their place, nor that of one without a result. */
export function keepFirst(measured: readonly Measured[], known: ReadonlyMap<string, Truth>): void {
  const kept = readFirst();
  const day = new Date().toISOString().slice(0, 10);
  const fresh = measured.filter(
    ({ target, failed }) =>
      known.get(target)?.unseen && failed === undefined && !kept.some((one) => one.target === target),
  );
  if (fresh.length === 0) return;
  const added = fresh.map(({ target, kind, listed, found, missed, falseAlarms, requests, seconds }) => ({
    target,
    kind,
    day,
    listed: listed.length,
    found: found.map(({ flaw }) => flaw),
    missed: missed.map(({ flaw }) => flaw),
    falseAlarms,
    requests,
    seconds,
  }));
  writeFileSync(FILE, `${JSON.stringify([...kept, ...added], null, 2)}\n`);
}
