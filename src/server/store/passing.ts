/**
 * PostgreSQL's classes of errors that pass: connection (08), resources such as a full disk (53), an operator who restarts it
 * (57), a transaction that stood in another's way (40).
 */
const PASSING = /^(?:08|53|57|40)|^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOSPC|EAI_AGAIN|ENOTFOUND)$/;
/** Texts of the driver that carry no code. */
const BROKEN =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection/i;

export function willPass(failure: unknown): boolean {
  const { code, message } = failure as { code?: unknown; message?: unknown };
  return (typeof code === 'string' && PASSING.test(code)) || BROKEN.test(String(message));
}
