import { execFile } from 'node:child_process';
import { RetentionError, type RetentionErrorCode } from '../errors.ts';

/** Standard output of a shell command of the user, at most 1 MiB within 10 s. Throws RetentionError with `code`. */
export function runCommand(
  command: string,
  code: RetentionErrorCode,
  environment: Record<string, string> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: 10_000, maxBuffer: 1024 * 1024, env: { ...process.env, ...environment } };
    execFile('/bin/sh', ['-c', command], options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const why = stderr.trim().split('\n').at(-1) || error.message.split('\n')[0];
      reject(new RetentionError(code, `The command \`${command}\` failed: ${why}.`, error));
    });
  });
}

/**
 * Bytes in the answer of a command or hook: a plain number, or JSON with `bytes`, or Node's `heapUsed` (+ `external`).
 * Undefined when it holds none.
 */
export function bytesIn(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  try {
    const json: unknown = JSON.parse(trimmed);
    if (typeof json !== 'object' || json === null) return undefined;
    const fields = json as Record<string, unknown>;
    if (typeof fields.bytes === 'number') return fields.bytes;
    const heap = fields.heapUsed;
    return typeof heap === 'number'
      ? heap + (typeof fields.external === 'number' ? fields.external : 0)
      : undefined;
  } catch {
    return undefined;
  }
}
