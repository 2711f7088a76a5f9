import type { CallToolResult } from '@modelcontextprotocol/server';
import { ScanError, type ScanErrorCode } from '../errors.ts';
import type { ReadSecret } from '../given/secret-values.ts';
import { redactedFailure } from '../redaction/failure.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { RetentionError } from '../retention/errors.ts';
import { asScanError } from '../scanning/retention-failure.ts';
import { ADVICE } from './advice.ts';
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

/** What one call was given and nobody else may hear. */
export interface Call {
  /** Reads a secret of this call, and keeps it out of what is said of its failure. */
  readonly secret: ReadSecret;
  keepInside(secrets: readonly string[]): void;
}

/** Runs a tool; a failure that a caller can act on becomes an error result with one sentence. */
export async function answer(
  bench: Workbench,
  work: (call: Call) => Promise<Answer>,
): Promise<CallToolResult> {
  const secrets: string[] = [];
  const call: Call = {
    secret(value, name) {
      const held = bench.secret(value, name);
      // Behind the scheme of a header or before the password stands what a service may say alone.
      secrets.push(held, held.replace(/^\S+\s+/, ''), held.replace(/^[^:]*:/, ''));
      return held;
    },
    keepInside: (more) => void secrets.push(...more),
  };
  try {
    const { says, untrusted, data } = await work(call);
    const text = [...says, '', fenced(untrusted)].join('\n').trimEnd();
    return { content: [{ type: 'text', text }], structuredContent: visibleThroughout(data) };
  } catch (thrown) {
    const error = thrown instanceof RetentionError ? asScanError(thrown) : thrown;
    return {
      content: [{ type: 'text', text: failure(bench, redactedFailure(error, createRedactor(secrets))) }],
      isError: true,
    };
  }
}

/** @param error its words may be printed */
function failure({ log }: Workbench, error: unknown): string {
  if (!(error instanceof ScanError)) {
    log(`an internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 'middlebrick failed in a way that it should not: its log (standard error) says more.';
  }
  if (error.code === 'invalid-option') return error.message;
  if (ABOUT_THE_CALL.has(error.code)) return error.message;
  return `It could not be done (${error.code}). ${ADVICE[error.code]}\n${fenced([error.message])}`;
}
