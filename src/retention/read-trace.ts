import { RetentionError } from './errors.ts';
import { type RetentionTrace, RetentionTraceSchema } from './trace.ts';

/**
 * Reads a recording from parsed JSON: a trace, or a result that carries one. Throws RetentionError
 * `trace-unreadable` with the first field that is wrong.
 */
export function readTrace(json: unknown): RetentionTrace {
  const inner = typeof json === 'object' && json !== null && 'trace' in json ? json.trace : json;
  const parsed = RetentionTraceSchema.safeParse(inner);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? 'the file' : issue.path.join('.');
  throw new RetentionError(
    'trace-unreadable',
    `This is not a retention trace: ${where}: ${issue?.message ?? 'unknown shape'}.`,
  );
}
