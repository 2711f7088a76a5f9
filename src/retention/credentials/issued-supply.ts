import { setTimeout as sleep } from 'node:timers/promises';
import { RetentionError } from '../errors.ts';
import { type Caller, type CallerAnswer, openCaller } from '../load/caller.ts';
import type { Reach } from '../load/loader.ts';
import { isRefusedForNow } from '../rate-limit/told.ts';
import { filledIn, type IssueRequest, memberOf, type RemoveRequest } from './issue-request.ts';
import type { Supply } from './supply.ts';

/** Bounds of what one run asks for: requests a second, at once, credentials in all, seconds. */
const BOUNDS = { perSecond: 200, atOnce: 4, issued: 6_000, seconds: 40 } as const;
const FIRST = 8;
/** How often in a row a refusal is waited out, and for how long at most, seconds. */
const PATIENCE = { times: 3, seconds: 5 };
/** Names under which answers say what they made, in order. */
const IDS = ['id', 'key_id', 'keyId', 'uuid', '_id'];

export interface Issuing {
  readonly reach: Reach;
  readonly issue: IssueRequest;
  readonly remove: RemoveRequest | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

interface Issued {
  readonly credential: string;
  /** Method and path that remove it, where the answer or the user says how. */
  readonly removal: { readonly method: string; readonly url: URL } | undefined;
}

/**
 * Asks the API itself for each credential, at a bounded rate, before memory is looked at: what the API keeps of those
 * that it issued must not be counted as kept of those that it was asked with. Removes them when it is closed.
 */
export async function issuedSupply(issuing: Issuing): Promise<Supply> {
  const caller = await openCaller(issuing.reach);
  const made: Issued[] = [];
  let [given, numbered] = [0, 0];
  const started = performance.now();
  const issueUpTo = async (count: number) => {
    let wanted = count - made.length;
    const until = performance.now() + BOUNDS.seconds * 1_000;
    await paced(() => {
      if (wanted <= 0 || performance.now() > until || issuing.signal.aborted) return undefined;
      wanted -= 1;
      numbered += 1;
      const number = numbered;
      return async () => {
        made.push(await issueOne(caller, issuing, number));
      };
    });
    return made.length - given;
  };
  try {
    await issueUpTo(FIRST);
  } catch (error) {
    await removeAll(caller, made, issuing.headers);
    await caller.close();
    throw error;
  }
  const perSecond = (made.length * 1_000) / (performance.now() - started);
  return {
    get most() {
      const inTime = Math.min(perSecond, BOUNDS.perSecond) * BOUNDS.seconds;
      return Math.floor(Math.min(BOUNDS.issued, inTime)) - given;
    },
    reserve: (count) =>
      // A store that is full or a limit that holds ends the supply, and not the run.
      issueUpTo(Math.min(given + count, BOUNDS.issued)).catch(() => made.length - given),
    async take(count) {
      if (made.length < given + count && made.length < BOUNDS.issued) await issueUpTo(given + count);
      const taken = made.slice(given, given + count);
      given += taken.length;
      return taken.map(({ credential }) => credential);
    },
    async close() {
      const left = await removeAll(caller, made, issuing.headers);
      await caller.close();
      return left;
    },
  };
}

async function issueOne(
  caller: Caller,
  { reach, issue, remove, headers }: Issuing,
  index: number,
): Promise<Issued> {
  const url = new URL(filledIn(issue.path, index), reach.url);
  const body = issue.body === undefined ? undefined : filledIn(issue.body, index);
  const answer = await patiently(() => caller.call(issue.method, url, headers, body));
  const what = `${issue.method} ${url.pathname}`;
  if (answer.status < 200 || answer.status > 299)
    throw new RetentionError(
      'credential-source-failed',
      `${what} answered ${answer.status} and issued no credential: headers that may issue one are given with -H.`,
    );
  const json = jsonOf(answer.body);
  const credential =
    'header' in issue.from
      ? answer.headers[issue.from.header]
      : issue.from.path.length === 0
        ? answer.body.trim()
        : memberOf(json, issue.from.path);
  if (credential === undefined || credential === '')
    throw new RetentionError(
      'credential-source-failed',
      `The answer of ${what} has nothing at ${'header' in issue.from ? `header:${issue.from.header}` : `$.${issue.from.path.join('.')}`}.`,
    );
  return { credential, removal: removalOf(url, answer, json, remove, credential) };
}

/** As the user says; else where `Location` leads; else below the address that issued it, by the id in the answer. */
function removalOf(
  url: URL,
  answer: CallerAnswer,
  json: unknown,
  remove: RemoveRequest | undefined,
  credential: string,
): Issued['removal'] {
  if (remove !== undefined) {
    let known = true;
    const path = remove.path.replace(/\{([\w.-]+)\}/g, (_, name: string) => {
      const value = name === 'credential' ? credential : memberOf(json, name.split('.'));
      known &&= value !== undefined;
      return encodeURIComponent(value ?? '');
    });
    return known ? { method: remove.method, url: new URL(path, url) } : undefined;
  }
  const { location } = answer.headers;
  if (location !== undefined && URL.canParse(location, url.href)) {
    const there = new URL(location, url);
    if (there.origin === url.origin && there.pathname !== url.pathname)
      return { method: 'DELETE', url: there };
  }
  const id = IDS.map((name) => memberOf(json, [name])).find((value) => value !== undefined);
  if (id === undefined) return undefined;
  const below = new URL(url);
  below.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(id)}`;
  return { method: 'DELETE', url: below };
}

async function removeAll(
  caller: Caller,
  made: readonly Issued[],
  headers: Readonly<Record<string, string>>,
): Promise<string[]> {
  if (made.length === 0) return [];
  const removable = made.flatMap(({ removal }) => removal ?? []);
  const nobodySays = removable.length === 0;
  let removed = 0;
  const until = performance.now() + BOUNDS.seconds * 1_000;
  await paced(() => {
    const removal = performance.now() > until ? undefined : removable.pop();
    if (removal === undefined) return undefined;
    return async () => {
      const status = await patiently(() => caller.call(removal.method, removal.url, headers, undefined)).then(
        (answer) => answer.status,
        () => 0,
      );
      if ((status >= 200 && status <= 299) || status === 404 || status === 410) removed += 1;
    };
  });
  const issued = `${made.length.toLocaleString('en')} credentials were issued for this run`;
  if (removed === made.length) return [`${issued}, and removed.`];
  const left = (made.length - removed).toLocaleString('en');
  return [
    nobodySays
      ? `${issued} and stay in the target: say how one is removed with --issue-remove.`
      : `${issued}; ${left} of them could not be removed and stay in the target.`,
  ];
}

/** Takes steps while there is a next one: four at once, and no more a second than the bound; a failure ends it. */
async function paced(next: () => (() => Promise<void>) | undefined): Promise<void> {
  let [due, failed] = [performance.now(), false];
  const worker = async () => {
    for (let step = next(); step !== undefined; step = failed ? undefined : next()) {
      due = Math.max(due, performance.now() - 50) + 1_000 / BOUNDS.perSecond;
      const wait = due - performance.now();
      if (wait > 1) await sleep(wait);
      try {
        await step();
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: BOUNDS.atOnce }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function patiently(call: () => Promise<CallerAnswer>): Promise<CallerAnswer> {
  for (let turn = 1; ; turn++) {
    const answer = await call();
    const refused = isRefusedForNow({ status: answer.status, limits: answer.headers });
    if (!refused || turn > PATIENCE.times) return answer;
    const seconds = Number(answer.headers['retry-after'] ?? 1);
    await sleep(1_000 * Math.min(PATIENCE.seconds, Number.isFinite(seconds) ? Math.max(0.1, seconds) : 1));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
