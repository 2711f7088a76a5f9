import { servesContent } from '../answers/answers.ts';
import type { Identity } from '../identities/identity.ts';
import { operationsToRead } from '../places/operations.ts';
import type { Detection, ProbeContext, Proof } from './rule.ts';

/** What a flaw opens beyond itself. */
export interface Opened {
  /** Operations that refuse the user, and serve whoever uses the flaw. */
  readonly opens: readonly string[];
  readonly proof: Proof;
}

/**
 * Asks the operations that refuse the user once more, as somebody who was won by a flaw: what opens is a consequence of
 * that flaw, and no finding of its own. Undefined where nothing opens, or nothing refused.
 */
export async function openedTo(
  identity: Identity,
  { http, surface, record }: ProbeContext,
): Promise<Opened | undefined> {
  const opens: string[] = [];
  let proof: Proof | undefined;
  for (const { operation, request } of operationsToRead(surface)) {
    const heard = record.heard(operation, http.identity);
    if (heard?.status !== 'forbidden' && heard?.status !== 'unauthorized') continue;
    const answer = await http.as(identity).attemptOnce(request);
    if (answer instanceof Error || !servesContent(answer, surface)) continue;
    opens.push(operation.id);
    proof ??= {
      exchange: answer,
      note: `${operation.id} rejects the user (${heard.reason ?? heard.status}), but accepts this request`,
    };
  }
  return proof && { opens: opens.sort(), proof };
}

/** The detection with what it opens, told as its consequence. */
export function withOpened(detection: Detection, opened: Opened | undefined): Detection {
  if (!opened) return detection;
  const { opens } = opened;
  const more = opens.length > 1 ? ` and ${opens.length - 1} more` : '';
  return {
    ...detection,
    evidenceSummary: `${detection.evidenceSummary} It gives access to ${opens[0]}${more}, which reject${opens.length > 1 ? '' : 's'} the user.`,
    proof: [...detection.proof, opened.proof],
    unlocks: opens,
  };
}
