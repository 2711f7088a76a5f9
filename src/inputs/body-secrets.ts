import type { RecordedRequest } from './recorded-request.ts';

const SECRET = /passw|pwd|secret|token|credential|otp|pin$/i;
/** Members lie no deeper in requests that people write. */
const DEEPEST = 6;

/** Values in bodies that their names call secret: a recorded login holds the password. */
export function secretsInBodies(requests: readonly RecordedRequest[]): string[] {
  const secrets = new Set<string>();
  function walk(value: unknown, name: string, depth: number): void {
    if (depth > DEEPEST) return;
    if (typeof value === 'string') {
      if (value !== '' && SECRET.test(name)) secrets.add(value);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value))
      walk(inner, Array.isArray(value) ? name : key, depth + 1);
  }
  for (const { body } of requests) walk(body?.example, '', 0);
  return [...secrets];
}
