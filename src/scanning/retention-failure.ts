import type { ScanErrorCode } from '../errors.ts';
import { ScanError } from '../errors.ts';
import type { RetentionErrorCode } from '../retention/errors.ts';
import { RetentionError } from '../retention/errors.ts';

const CODES: Readonly<Record<RetentionErrorCode, ScanErrorCode>> = {
  'bad-option': 'invalid-option',
  'consent-missing': 'invalid-option',
  'target-unreachable': 'unreachable',
  'target-unfit': 'target-unfit',
  'memory-source-unreadable': 'memory-source-unreadable',
  'credential-source-failed': 'credential-source-failed',
  'trace-unreadable': 'unreadable-file',
};

/** The probe's refusal as the error of a whole run, with the same sentence; anything else as it came. */
export function asScanError(error: unknown): unknown {
  if (!(error instanceof RetentionError)) return error;
  return new ScanError(CODES[error.code], error.message, { cause: error });
}
