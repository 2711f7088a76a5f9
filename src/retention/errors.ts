/** Why a probe could not begin, or could not see. A closed list. */
export type RetentionErrorCode =
  | 'bad-option'
  | 'consent-missing'
  | 'target-unreachable'
  | 'target-unfit'
  | 'memory-source-unreadable'
  | 'credential-source-failed'
  | 'trace-unreadable';

/** The probe could not start or could not see; the message is one sentence that a user can act on. */
export class RetentionError extends Error {
  readonly code: RetentionErrorCode;

  constructor(code: RetentionErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'RetentionError';
    this.code = code;
  }
}
