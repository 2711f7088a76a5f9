/** Why a scan could not be run or be judged. Closed list: the exit code follows from it. */
export type ScanErrorCode =
  | 'invalid-option'
  | 'invalid-url'
  | 'invalid-config'
  | 'unreadable-file'
  | 'invalid-spec'
  | 'invalid-certificate'
  | 'unreachable'
  | 'tls-refused'
  | 'untrusted-tls'
  | 'blocked-address'
  | 'not-http'
  | 'login-lost'
  | 'target-unfit'
  | 'memory-source-unreadable'
  | 'credential-source-failed'
  | 'unwritable-journal'
  | 'stopped';

const USAGE: ReadonlySet<ScanErrorCode> = new Set([
  'invalid-option',
  'invalid-url',
  'invalid-config',
  'unreadable-file',
  'invalid-spec',
  'invalid-certificate',
]);

/** A failure that ends the run. `message` is one sentence that the user can act on. */
export class ScanError extends Error {
  readonly code: ScanErrorCode;

  constructor(code: ScanErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ScanError';
    this.code = code;
  }

  /** 2: what the user typed or wrote is wrong. 3: the scan could not run. 130: interrupted, as shells report it. */
  get exitCode(): 2 | 3 | 130 {
    if (this.code === 'stopped') return 130;
    return USAGE.has(this.code) ? 2 : 3;
  }
}
