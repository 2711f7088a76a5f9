import { z } from 'zod';

/** How often each status came, by its number as text: `{ "401": 40000 }`. */
export const StatusMixSchema = z.record(z.string().regex(/^\d{1,3}$/), z.number());
export type StatusMix = z.infer<typeof StatusMixSchema>;

/** What the fresh credentials of a run met, by their answers. A closed list. */
export const MEASURED = [
  'accepted',
  'mixed',
  'refusal-path',
  'redirects',
  'server-errors',
  'missing-page',
] as const;
export type Measured = (typeof MEASURED)[number];

/** Answers of one kind from here on are all of them: a few odd ones are accidents. */
const NEARLY_ALL = 0.95;
const NEARLY_NONE = 0.01;
const MISSING = [404, 405, 410];

/** Counts statuses; names of its counts are the statuses that came, a few hundred at most. */
export class StatusCounter {
  readonly mix: Record<string, number> = {};

  /** A request whose answer was not waited for has none to count. */
  add(status: number): void {
    if (status === 0) return;
    this.mix[status] = (this.mix[status] ?? 0) + 1;
  }
}

export function sumOfMixes(mixes: readonly (StatusMix | undefined)[]): StatusMix {
  const sum: StatusMix = {};
  for (const mix of mixes)
    for (const [status, count] of Object.entries(mix ?? {})) sum[status] = (sum[status] ?? 0) + count;
  return sum;
}

export function answersIn(mix: StatusMix): number {
  return Object.values(mix).reduce((sum, count) => sum + count, 0);
}

/** Share of the answers that let somebody in, 0 to 1: 2xx, a protocol switched, and "not modified". */
export function acceptedShare(mix: StatusMix): number {
  return shareOf(mix, (status) => (status >= 200 && status < 300) || status === 101 || status === 304);
}

function shareOf(mix: StatusMix, is: (status: number) => boolean): number {
  const counted = Object.entries(mix).reduce(
    (sum, [status, count]) => sum + (is(Number(status)) ? count : 0),
    0,
  );
  return counted / Math.max(1, answersIn(mix));
}

/** Which path of the service the answers show; undefined where none were counted, as in older recordings. */
export function measuredBy(mix: StatusMix): Measured | undefined {
  if (answersIn(mix) === 0) return undefined;
  const accepted = acceptedShare(mix);
  if (accepted >= NEARLY_ALL) return 'accepted';
  if (accepted >= NEARLY_NONE) return 'mixed';
  const others: [Measured, number][] = [
    ['missing-page', shareOf(mix, (status) => MISSING.includes(status))],
    ['redirects', shareOf(mix, (status) => status >= 300 && status < 400 && status !== 304)],
    ['server-errors', shareOf(mix, (status) => status >= 500)],
  ];
  return others.find(([, share]) => share > 0.5)?.[0] ?? 'refusal-path';
}

/** `401 × 40,000, 429 × 12`: the most frequent first. */
export function mixInWords(mix: StatusMix): string {
  return Object.entries(mix)
    .sort((a, b) => b[1] - a[1])
    .map(([status, count]) => `${status} × ${count.toLocaleString('en')}`)
    .join(', ');
}

/** How to be let in, in flags of `middlebrick retention`. */
const GIVE_VALID =
  'give valid credentials: --credentials, --credential-command or --issue for keys, --jwt-secret or --jwt-key for tokens, --ca-cert and --ca-key or --certificates for client certificates';
const WHAT: Readonly<Record<Exclude<Measured, 'accepted' | 'mixed'>, string>> = {
  'refusal-path': `only the refusal path was measured: ${GIVE_VALID}`,
  redirects: `only redirects were measured: ask the address that they lead to, and ${GIVE_VALID}`,
  'server-errors': 'only server errors were measured: mend them first, or choose another endpoint',
  'missing-page':
    'only a page that is not there was measured: ask the path of an endpoint that takes a credential',
};

/** What was not measured, and what to do about it; undefined where credentials were accepted or nothing is known. */
export function notMeasured(mix: StatusMix): string | undefined {
  const measured = measuredBy(mix);
  if (measured === undefined || measured === 'accepted') return undefined;
  if (measured === 'mixed')
    return `only ${Math.round(acceptedShare(mix) * 100)} % of the fresh credentials were accepted: ${GIVE_VALID}`;
  return WHAT[measured];
}

/** Why an address that answers like this can not be probed, with what to try; undefined where it can. */
export function unfitAnswer(status: number, method: string, path: string): string | undefined {
  if (!MISSING.includes(status)) return undefined;
  const asked = `${method} ${path} answers ${status} to everyone`;
  if (status === 405) return `${asked}: choose an endpoint that answers ${method}, or another --method.`;
  return `${asked}: there is nothing to measure. Ask the path of an endpoint that takes a credential, such as /me or /v1/orders.`;
}
