import { Problem } from './problem.ts';

const SHORTEST = 10;
const COMMON = /^(?:password|passw0rd|qwerty|letmein|welcome|admin|iloveyou|12345|abc123|111111|secret)/i;

/** @throws Problem 422 for what is guessed first */
export function expectStrong(password: string, email: string): void {
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  const isWeak =
    password.length < SHORTEST ||
    COMMON.test(password) ||
    new Set(password).size < 5 ||
    password.toLowerCase().includes(name) ||
    !/[a-z]/i.test(password) ||
    !/[^a-z]/i.test(password);
  if (!isWeak) return;
  const message = `at least ${SHORTEST} characters, letters and others, nothing common, not your name`;
  throw new Problem(422, 'Not valid', { errors: [{ path: 'password', message }] });
}
