import type { HeaderList } from '../http/exchange.ts';

/** One request as a collection, a recording or a command tells it; variables that have a value are filled in. */
export interface RecordedRequest {
  readonly method: string;
  readonly address: WrittenAddress;
  readonly headers: HeaderList;
  readonly body?: RecordedBody;
  /** What the service answered when it was recorded. */
  readonly answer?: RecordedAnswer;
  /** What its author calls it. */
  readonly name?: string;
}

/** A URL taken apart as it was written. */
export interface WrittenAddress {
  /** Scheme and host, and the base path where a variable holds it; `//host` without a scheme; undefined where nothing says it. */
  readonly base?: string;
  /** True where the base is a variable's: it is meant to be exchanged, and the target takes its place. */
  readonly isPortable: boolean;
  /** Below the base, starting with `/`; `{name}` stands for a variable. */
  readonly path: string;
  /** Values of the variables in the path, where they have any. */
  readonly pathValues: ReadonlyMap<string, string>;
  /** Names and values, decoded; undefined where a variable has no value. */
  readonly query: readonly (readonly [name: string, value: string | undefined])[];
  /** `user:password` that stood before the host. */
  readonly login?: string;
}

export interface RecordedBody {
  /** Lower case, without parameters. */
  readonly mediaType: string;
  /** A JSON value, the fields of a form, or a text. */
  readonly example: unknown;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string;
}

/** All requests of one file. */
export interface Recording {
  /** `Postman collection`: what the file is, for sentences. */
  readonly what: string;
  readonly title: string;
  readonly requests: readonly RecordedRequest[];
  /** How many requests were left out, by the reason: `of static files`. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** Other things that a person should know, a sentence each. */
  readonly problems: readonly string[];
  /** Values of variables that are secret by their name: to be kept out of every report. */
  readonly secrets: readonly string[];
}

/** More are no collection that somebody keeps; a recording repeats itself long before. */
export const MOST_REQUESTS = 50_000;

/** Counts what is left out, by reason. */
export function createCounts(): { add(reason: string): void; readonly all: ReadonlyMap<string, number> } {
  const all = new Map<string, number>();
  return { add: (reason) => void all.set(reason, (all.get(reason) ?? 0) + 1), all };
}
