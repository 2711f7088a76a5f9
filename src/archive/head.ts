import { z } from 'zod';
import type { ScanResult, Severity } from '../result.ts';
import { GRADES, SEVERITIES } from '../result.ts';

/** What lists of scans show. */
export const headSchema = z.object({
  id: z.string(),
  startedAt: z.string(),
  mode: z.enum(['safe', 'active']),
  partial: z.string().optional(),
  url: z.string(),
  grade: z.enum(GRADES).nullable(),
  value: z.number().nullable(),
  /** What the grade speaks of; absent in heads that an earlier version wrote. */
  label: z.string().optional(),
  /** Findings that are not suppressed. */
  open: z.record(z.enum(SEVERITIES), z.number()),
});

export type Head = z.infer<typeof headSchema>;

export function headOf(result: ScanResult): Head {
  const open = result.findings.filter(({ suppressed }) => suppressed === undefined);
  const count = (wanted: Severity) => open.filter(({ severity }) => severity === wanted).length;
  return {
    id: result.id,
    startedAt: result.startedAt,
    mode: result.mode,
    ...(result.partial === undefined ? {} : { partial: result.partial }),
    url: result.target.url,
    grade: result.score.grade,
    value: result.score.value,
    label: result.score.label,
    open: Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)])) as Head['open'],
  };
}

/** A result as a file: itself, with its head alone in the first line, which is read without the rest. */
export function withHead(result: ScanResult): string {
  return `{"head":${JSON.stringify(headOf(result))},\n${JSON.stringify(result).slice(1)}`;
}

/** Heads hold one address and a few numbers; a longer first line is none of ours. */
export const LONGEST_HEAD_BYTES = 16 * 1024;

/** The head in the beginning of a file; undefined where there is none, as in what an earlier version kept. */
export function headIn(beginning: string): Head | undefined {
  const end = beginning.indexOf('\n');
  if (end < 0 || !beginning.startsWith('{"head":')) return undefined;
  try {
    return headSchema.parse(
      (JSON.parse(`${beginning.slice(0, end).replace(/,$/, '')}}`) as { head: unknown }).head,
    );
  } catch {
    return undefined;
  }
}
