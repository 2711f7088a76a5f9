import { accepts } from '../answers/answers.ts';
import type { HttpClient, RequestSpec } from '../http/client.ts';
import { type Exchange, json } from '../http/exchange.ts';
import { createTurns } from '../http/in-turn.ts';
import { valueAt } from '../openapi/json-pointer.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { operationsToRead, ownRecords } from '../places/operations.ts';
import { perSurface } from '../places/place.ts';
import { plainName } from '../values/plain-name.ts';
import type { ProbeContext } from './rule.ts';

type Path = readonly string[];

/** Where a service tells users how much they have. */
export interface BalancePlace {
  readonly request: RequestSpec;
  readonly path: Path;
}

export interface Balance {
  readonly value: number;
  readonly exchange: Exchange;
}

const BALANCE = /balance|wallet|(?:credits?|points|funds|coins)(?:cents|pence|minor|amount|units)?$|minutes$/;
const FOLDER = /wallet|balance|credit|account|points|funds/i;
const DEEPEST = 3;
/** A service shows it in one place or two. */
const MOST_READS = 6;

const turns = perSurface(() => ({ take: createTurns() }));

/** One rule after the other: what another one adds meanwhile would be taken for the effect of its own write. */
export function whileAlone<Answer>(
  { surface }: Pick<ProbeContext, 'surface'>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  return turns(surface).take('balances', work);
}

/** The places at which this user is shown a number of that name of himself, nearest to the operation first. */
export async function balancesOf(
  user: HttpClient,
  operation: Operation,
  { surface, cuts }: Pick<ProbeContext, 'surface' | 'cuts'>,
): Promise<BalancePlace[]> {
  const bare = operationsToRead(surface).filter(
    ({ operation: { path, parameters } }) =>
      !path.includes('{') && !parameters.some(({ required }) => required),
  );
  const above = bare.filter(({ operation: { path } }) => operation.path.startsWith(`${path}/`));
  const named = bare.filter(({ operation: { path } }) => FOLDER.test(path));
  const requests = new Map(
    [...above, ...ownRecords(surface), ...named].map(({ request }) => [request.url, request]),
  );
  const found: BalancePlace[] = [];
  const looked = cuts.first(
    [...requests.values()],
    MOST_READS,
    'reads that may show a user’s own balance',
    `services show it in one or two places, and ${MOST_READS} are read`,
  );
  for (const request of looked) {
    const answer = await user.attempt(request);
    if (answer instanceof Error || !accepts(answer, surface)) continue;
    for (const path of numbersIn(json(answer.response), [])) found.push({ request, path });
  }
  return found;
}

/** Undefined where it is not shown. */
export async function balanceAt(
  { request, path }: BalancePlace,
  user: HttpClient,
): Promise<Balance | undefined> {
  const exchange = await user.send(request);
  const held = valueAt(json(exchange.response), path);
  const value = typeof held === 'string' && held !== '' ? Number(held) : held;
  return typeof value === 'number' && Number.isFinite(value) ? { value, exchange } : undefined;
}

function numbersIn(value: unknown, path: Path): Path[] {
  if (!isNode(value) || path.length >= DEEPEST) return [];
  return Object.entries(value).flatMap(([name, held]) => {
    const at = [...path, name];
    const isNumber = typeof held === 'number' || (typeof held === 'string' && /^-?\d+(?:\.\d+)?$/.test(held));
    return isNumber && BALANCE.test(plainName(name)) ? [at] : numbersIn(held, at);
  });
}
