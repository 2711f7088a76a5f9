import { z } from '@hono/zod-openapi';
import { Problem } from './problem.ts';

interface Versioned {
  readonly version: number;
}

export const ifMatch = z.object({
  'if-match': z
    .string()
    .max(100)
    .optional()
    .describe('ETag of what is changed: 412 where it is another by now'),
});

export function versionTag({ version }: Versioned): string {
  return `"v${version}"`;
}

/** Whoever names no version changes what there is. */
export function matches(wanted: string | undefined, now: Versioned): boolean {
  return wanted === undefined || wanted === '*' || wanted === versionTag(now);
}

export function outdated(what: string): Problem {
  return new Problem(412, 'outdated', `The ${what} has been changed meanwhile: read it again.`);
}
