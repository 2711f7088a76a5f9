import { isContextHeader, isCredentialHeader } from '../identities/context-headers.ts';
import { checkHeaders, type GivenCredentials } from '../identities/credentials.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** One thing in a request that says who asks. */
interface Slot {
  readonly in: 'header' | 'cookie' | 'query';
  readonly name: string;
  readonly value: string;
}

/** Parameters of a query that carry keys in one API as in the other; other names are left parameters. */
const KEY_IN_QUERY = /^(?:api[_-]?key|access[_-]?token|auth[_-]?token|subscription[_-]key)$/i;

/** The user that the requests of a file speak for. */
export interface Carried {
  readonly credentials: GivenCredentials;
  /** `a bearer token and 2 cookies`: for a sentence, without any value. */
  readonly kinds: string;
  /** How many other users' credentials stand in the file. */
  readonly others: number;
}

/** True for a header that is the user's to send and no parameter of the operation. */
export function saysWho(name: string): boolean {
  return /^(?:authorization|cookie)$/i.test(name) || (isCredentialHeader(name) && !isContextHeader(name));
}

export function isKeyInQuery(name: string): boolean {
  return KEY_IN_QUERY.test(name);
}

/**
 * The credential that most requests carry, of equals the latest, with whatever was sent beside it. Others may be
 * the same user's after a renewal or another's: nobody can tell, so they are not used.
 */
export function carriedBy(requests: readonly RecordedRequest[]): Carried | undefined {
  const all = requests.map(slotsOf).filter((slots) => slots.length > 0);
  const main = mostUsed(all.map(mainOf));
  if (main === undefined) return undefined;
  const beside = all.filter((slots) => mainOf(slots) === main);
  const latest = new Map(beside.flat().map((slot) => [`${slot.in} ${slot.name.toLowerCase()}`, slot]));
  const slots = [...latest.values()];
  return {
    credentials: {
      headers: slots.filter((slot) => slot.in === 'header').map(({ name, value }) => `${name}: ${value}`),
      cookies: slots.filter((slot) => slot.in === 'cookie').map(({ name, value }) => `${name}=${value}`),
      apiKeys: slots.filter((slot) => slot.in === 'query').map(({ name, value }) => `query:${name}=${value}`),
    },
    kinds: kindsOf(slots),
    others: new Set(all.map(mainOf)).size - 1,
  };
}

/** Every credential of the requests: whoever's they are, no report may show them. */
export function secretsIn(requests: readonly RecordedRequest[]): string[] {
  const secrets = new Set<string>();
  for (const { value } of requests.flatMap(slotsOf)) {
    secrets.add(value);
    // The part behind the scheme is the secret: `Bearer …`.
    const bare = /^[A-Za-z][\w-]*\s+(\S+)$/.exec(value)?.[1];
    if (bare !== undefined) secrets.add(bare);
  }
  return [...secrets];
}

function slotsOf({ headers, address }: RecordedRequest): Slot[] {
  const login: Slot[] =
    address.login === undefined
      ? []
      : [
          {
            in: 'header',
            name: 'Authorization',
            value: `Basic ${Buffer.from(address.login).toString('base64')}`,
          },
        ];
  const own = headers.flatMap(([name, value]): Slot[] => {
    if (!saysWho(name) || value.trim() === '') return [];
    if (!/^cookie$/i.test(name)) return [{ in: 'header', name, value: value.trim() }];
    return value.split(';').flatMap((pair): Slot[] => {
      const at = pair.indexOf('=');
      return at < 1
        ? []
        : [{ in: 'cookie', name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() }];
    });
  });
  const keys = address.query.flatMap(([name, value]): Slot[] =>
    isKeyInQuery(name) && value ? [{ in: 'query', name, value }] : [],
  );
  return [...(own.some(({ name }) => /^authorization$/i.test(name)) ? [] : login), ...own, ...keys].filter(
    isSendable,
  );
}

function isSendable({ in: place, name, value }: Slot): boolean {
  if (place === 'query') return true;
  try {
    checkHeaders([place === 'cookie' ? ['Cookie', `${name}=${value}`] : [name, value]]);
    return true;
  } catch {
    return false;
  }
}

/** What tells users apart: the Authorization, else a key, else that there is a session, whose cookies come and go. */
function mainOf(slots: readonly Slot[]): string {
  const main =
    slots.find(({ name }) => /^authorization$/i.test(name)) ?? slots.find((slot) => slot.in !== 'cookie');
  return main ? `${main.in} ${main.name.toLowerCase()} ${main.value}` : 'cookies';
}

function mostUsed(keys: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const before = counts.get(key) ?? 0;
    counts.delete(key);
    counts.set(key, before + 1);
  }
  return [...counts].reduce<[string, number] | undefined>(
    (best, one) => (best === undefined || one[1] >= best[1] ? one : best),
    undefined,
  )?.[0];
}

function kindsOf(slots: readonly Slot[]): string {
  const kinds = slots
    .filter((slot) => slot.in !== 'cookie')
    .map(({ name, value }) => {
      if (/^authorization$/i.test(name) && /^bearer\s/i.test(value)) return 'a bearer token';
      if (/^authorization$/i.test(name) && /^basic\s/i.test(value)) return 'a user name with password';
      return `the credential ${name.slice(0, 40)}`;
    });
  const cookies = slots.length - kinds.length;
  if (cookies > 0) kinds.push(cookies === 1 ? 'a cookie' : `${cookies} cookies`);
  return kinds.length < 2 ? (kinds[0] ?? '') : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
}
