import { ScanError } from '../errors.ts';
import type { Redactor } from './redactor.ts';

/**
 * The same failure, whose words may be printed. What is wrong with an option quotes the user and shows how to write it,
 * so that only his own secrets are taken out.
 */
export function redactedFailure(failure: unknown, redactor: Redactor): unknown {
  if (!(failure instanceof Error)) return failure;
  const clean =
    failure instanceof ScanError && failure.code === 'invalid-option' ? redactor.ownOnly : redactor.text;
  failure.message = clean(failure.message);
  if (failure.stack !== undefined) failure.stack = clean(failure.stack);
  return failure;
}
