import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Runtime } from '../vocabulary.ts';
import { executableOf } from './procfs.ts';

const BY_NAME: readonly [RegExp, Runtime][] = [
  [/^(node|nodejs|bun|deno)(\d|$|-)/, 'node'],
  [/^java$/, 'jvm'],
  [/^(python|python\d[\d.]*)$/, 'cpython'],
  [/^pypy/, 'unknown'],
  [/^(ruby|puma|unicorn)/, 'ruby'],
  [/^dotnet$/, 'dotnet'],
];

/** Go and single-file .NET look native from outside, but bring a lazy collector: their marks are in the file. */
const MARKS: readonly [string, Runtime][] = [
  ['\xff Go buildinf:', 'go'],
  ['DOTNET_BUNDLE', 'dotnet'],
  ['System.Private.CoreLib', 'dotnet'],
];
const MOST_BYTES_SEARCHED = 64 * 1024 * 1024;

/** Runtime behind a process by its executable; unknown when it can not be seen. */
export function runtimeOfProcess(pid: number): Runtime {
  const path = executableOf(pid);
  if (path === undefined) return 'unknown';
  const named = BY_NAME.find(([pattern]) => pattern.test(basename(path).replace(/ \(deleted\)$/, '')));
  if (named !== undefined) return named[1];
  try {
    const file = readFileSync(`/proc/${pid}/exe`);
    const head = file.subarray(0, MOST_BYTES_SEARCHED);
    return MARKS.find(([mark]) => head.includes(Buffer.from(mark, 'latin1')))?.[1] ?? 'native';
  } catch {
    return 'unknown';
  }
}
