import { shown } from '../openapi/problems.ts';
import type { Target } from '../target.ts';
import type { RecordedOperations } from './operations.ts';
import type { Recording } from './recorded-request.ts';

/** Origins that are named in a line. */
const NAMED_ORIGINS = 3;

/** What a person should know of a file of requests: what was left out of it and why, and what could not be read. */
export function recordingSentences(
  uri: string,
  { what, problems }: Recording,
  { spec, leftOut, requests, otherOrigins }: RecordedOperations,
  { origin }: Target,
): string[] {
  const total = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  const name = `The ${what} ${shown(uri)}`;
  const reasons = [...leftOut].map(([reason, count]) =>
    reason === 'to other origins'
      ? `${number(count)} ${reason} (${origins(otherOrigins)})`
      : `${number(count)} ${reason}`,
  );
  const left = total === 0 ? [] : [`Left out: ${reasons.join(', ')}.`];
  const taken =
    requests.length === 0
      ? `${name} holds no request to ${origin}.`
      : `${name}: ${counted(requests.length, 'request')} became ${counted(spec.operations.length, 'operation')}.`;
  const all = total === 0 && requests.length > 0 ? [] : [[taken, ...left].join(' ')];
  return [...all, ...problems.map((says) => `${name}: ${says}`)];
}

function origins(all: readonly string[]): string {
  const more = all.length > NAMED_ORIGINS ? ` and ${number(all.length - NAMED_ORIGINS)} more` : '';
  return `${all.slice(0, NAMED_ORIGINS).map(shown).join(', ')}${more}`;
}

function counted(count: number, word: string): string {
  return `${number(count)} ${word}${count === 1 ? '' : 's'}`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}
