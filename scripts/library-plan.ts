import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FLEET, type Toolchain } from './fleet-plan.ts';

const FOLDER = join(FLEET, 'libraries');

/** What a service over a library does with the credentials that it serves, as the library's documentation has it. */
export type Keeps =
  | 'unbounded-growth'
  | 'per-request-growth'
  | 'bounded-plateau'
  | 'released-after-idle'
  | 'no-retention';

export interface LibraryService {
  readonly id: string;
  readonly library: string;
  readonly language: string;
  readonly cwd: string;
  /** To be followed by --port and --metrics. */
  readonly start: readonly string[];
  readonly path: string;
  readonly credential: 'api-key' | 'jwt';
  /** Resident memory tells the truth, or only the heap right after a collection does. */
  readonly memory: 'resident' | 'collections';
  readonly expected: Keeps;
  /** What is kept, for how long, and by which behaviour of the library. */
  readonly why: string;
}

export interface LibrarySuite {
  readonly name: string;
  readonly toolchain: Toolchain;
  readonly services: readonly LibraryService[];
}

/** All that fleet/libraries holds, a suite for each language. */
export function librarySuites(): LibrarySuite[] {
  return readdirSync(FOLDER)
    .sort()
    .map((name) => ({ name, file: join(FOLDER, name, 'libraries.json') }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => ({ name, ...JSON.parse(readFileSync(file, 'utf8')) }));
}
