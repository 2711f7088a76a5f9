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

/** Names of live bytes in the JSON of a hook: our own, Node's `memoryUsage()`, and Go's `MemStats`. */
const HELD = ['bytes', 'heapBytes', 'heapUsed', 'HeapAlloc'];

/**
 * Bytes in the answer of a command or hook: a plain number, or JSON with one of the names above (Node's `heapUsed`
 * with its `external`). Undefined when it holds none.
 */
export function bytesIn(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  try {
    const json: unknown = JSON.parse(trimmed);
    if (typeof json !== 'object' || json === null) return undefined;
    const fields = json as Record<string, unknown>;
    const name = HELD.find((one) => typeof fields[one] === 'number');
    if (name === undefined) return undefined;
    const beside = name === 'heapUsed' && typeof fields.external === 'number' ? fields.external : 0;
    return (fields[name] as number) + beside;
  } catch {
    return undefined;
  }
}
