type Refusal = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429;

/** An answer other than success, as RFC 9457 has it. */
export class Problem extends Error {
  readonly status: Refusal;
  readonly title: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: Refusal, title: string, more: Readonly<Record<string, unknown>> = {}) {
    super(title);
    this.status = status;
    this.title = title;
    this.more = more;
  }
}

export const PROBLEM_TYPE = 'application/problem+json';

export function problemJson(status: number, title: string, more: object = {}): string {
  return JSON.stringify({ type: 'about:blank', status, title, ...more });
}
