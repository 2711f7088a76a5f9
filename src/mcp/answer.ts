import type { CallToolResult } from '@modelcontextprotocol/server';
import { ScanError, type ScanErrorCode } from '../errors.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { RetentionError } from '../retention/errors.ts';
import { asScanError } from '../scanning/retention-failure.ts';
import { fenced, visibleThroughout } from './untrusted.ts';
import type { Workbench } from './workbench.ts';

/** What a tool says: words of ours, words of the target, and the same as data. */
export interface Answer {
  readonly says: readonly string[];
  readonly untrusted: readonly string[];
  readonly data: Record<string, unknown>;
}

/** Sentences about what the caller gave: nobody else's words are in them. */
const ABOUT_THE_CALL: ReadonlySet<ScanErrorCode> = new Set(['invalid-url', 'stopped']);

/** Runs a tool; a failure that a caller can act on becomes an error result with one sentence. */
export async function answer(bench: Workbench, work: () => Promise<Answer>): Promise<CallToolResult> {
  try {
    const { says, untrusted, data } = await work();
    const text = [...says, '', fenced(untrusted)].join('\n').trimEnd();
    return { content: [{ type: 'text', text }], structuredContent: visibleThroughout(data) };
  } catch (error) {
    return { content: [{ type: 'text', text: failure(bench, error) }], isError: true };
  }
}

function failure({ log }: Workbench, thrown: unknown): string {
  const error = thrown instanceof RetentionError ? asScanError(thrown) : thrown;
  if (!(error instanceof ScanError)) {
    log(`an internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 'middlebrick failed in a way that it should not: its log (standard error) says more.';
  }
  if (error.code === 'invalid-option') return error.message;
  const says = createRedactor([]).text(error.message);
  if (ABOUT_THE_CALL.has(error.code)) return says;
  return `It could not be done (${error.code}).\n${fenced([says])}`;
}
