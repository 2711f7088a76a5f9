import { accepts, sameAnswer } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import { type Exchange, type HeaderList, headerValues, json, text } from '../../http/exchange.ts';
import { valueAt } from '../../openapi/json-pointer.ts';
import { isNode } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import type { ClientDecidedRead } from '../../places/client-decided-reads.ts';
import { IN_THE_NAME_OF } from '../../places/objects.ts';
import type { Marked } from '../own-marks.ts';
import { seesEverything } from '../roles.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { markedUsers } from '../two-users.ts';
import { withHeaders } from '../with-headers.ts';

/** A cookie or header that may say who its sender is. */
interface Slot {
  readonly where: 'cookie' | 'header';
  readonly name: string;
}

const USER_NAME =
  /^(?:x-)?(?:(?:auth(?:enticated)?|remote|forwarded|current)-?|(?:[a-z]{1,20}-){1,2})?(?:user|account|customer|member|profile|owner|subject)(?:[-_]?(?:id|uuid|name))?$|^uid$/i;
const USUAL: readonly Slot[] = [
  ...[
    'X-User-Id',
    'X-User',
    'X-UserId',
    'X-Account-Id',
    'X-Customer-Id',
    'X-Auth-User',
    'X-Remote-User',
    'X-Forwarded-User',
    'X-Authenticated-User',
    // What support staff acts in the name of others with.
    'X-Act-As',
    'X-Acting-As',
    'X-On-Behalf-Of',
    'X-As-User',
    'X-Impersonate-User',
    'X-Switch-User',
    'Impersonate-User',
    'Sudo',
  ].map((name) => ({ where: 'header', name }) as const),
  ...['user_id', 'userId', 'uid', 'user', 'account_id'].map((name) => ({ where: 'cookie', name }) as const),
];
const NONSENSE = 'mb7f3a91';
/** An identifier, then a name. */
const MOST_VALUES = 2;

/** One user is served what is another’s, by naming him in a header or cookie beside his own credential. */
export async function userNamedBeside(
  { operation, request }: ClientDecidedRead,
  context: ProbeContext,
): Promise<Verdict> {
  const { surface, http } = context;
  const [owner, asker] = await markedUsers(context);
  if (!owner || !asker) return untested('no two users with the same permissions are known');
  if (seesEverything(asker.identity))
    return untested('the role of the second user may allow acting as others');
  const asAsker = http.as(asker.identity);
  const owners = await http.as(owner.identity).once(request);
  const own = await asAsker.once(request);
  if (!accepts(owners, surface) || sameAnswer(owners, own))
    return untested('it returns the same to both users');
  const slots = slotsOf(surface.operations, await allowedHeaders(request, context));
  const [ofOwner, ofAsker] = [marksAlone(owner, asker), marksAlone(asker, owner)];
  // What is in a cart may change meanwhile; whose it is does not.
  const places = pathsIn(json(owners.response)).filter(
    (path) => isMarked(owners, path, ofOwner) && isMarked(own, path, ofAsker),
  );
  for (const value of valuesOf(owner, asker)) {
    const all = await asAsker.send(naming(request, slots, value));
    if (!isOwners(all)) continue;
    for (const slot of slots) {
      const exchange = await asAsker.send(naming(request, [slot], value));
      if (!isOwners(exchange)) continue;
      const control = await asAsker.send(naming(request, [slot], NONSENSE));
      const again = await asAsker.send(request);
      if (isOwners(control) || isOwners(again)) return 'clean';
      // What repeats whatever it is sent says nothing of whose it is.
      if (!sameAnswer(exchange, owners) && text(control.response).includes(NONSENSE)) return 'clean';
      const [one, other] = [owner.identity.name, asker.identity.name];
      return {
        operation,
        confidence: 'confirmed',
        evidenceSummary: `${other} got data of ${one}, with the ${slot.where} ${slot.name}: ${value}.`,
        proof: [
          { exchange, note: `requested as ${other}, with the ${slot.where} ${slot.name}: ${value}` },
          { exchange: owners, note: `the same response as for ${one}` },
          { exchange: again, note: `without it ${other} gets their own data` },
        ],
        control: { exchange: control, note: 'a value that belongs to no user does not return it' },
      };
    }
  }
  return 'clean';

  function isOwners(exchange: Parameters<typeof sameAnswer>[0]): boolean {
    if (!accepts(exchange, surface) || sameAnswer(exchange, own)) return false;
    return sameAnswer(exchange, owners) || places.some((path) => isMarked(exchange, path, ofOwner));
  }
}

/** All by which one user is called and the other is not. */
function marksAlone({ marks }: Marked, other: Marked): ReadonlySet<string> {
  const all = ({ ids, names }: Marked['marks']) => [...ids, ...names];
  const others = new Set(all(other.marks));
  return new Set(all(marks).filter((mark) => !others.has(mark)));
}

const DEEPEST = 3;

/** Members of the record and of its envelopes; what stands in lists is of many. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (!isNode(value) || path.length >= DEEPEST) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    isNode(held) ? pathsIn(held, [...path, name]) : [[...path, name]],
  );
}

function isMarked({ response }: Exchange, path: readonly string[], marks: ReadonlySet<string>): boolean {
  const held = valueAt(json(response), path);
  return (typeof held === 'string' || typeof held === 'number') && marks.has(String(held));
}

/** What the owner alone is called by. */
function valuesOf({ marks }: Marked, asker: Marked): string[] {
  const alone = (kind: 'ids' | 'names') => [...marks[kind]].filter((value) => !asker.marks[kind].has(value));
  return [...alone('ids').slice(0, 1), ...alone('names').slice(0, 1)]
    .filter((value) => /^[\w.@+-]{1,80}$/.test(value))
    .slice(0, MOST_VALUES);
}

const namesUser = (name: string) => USER_NAME.test(name) || IN_THE_NAME_OF.test(name.replace(/^x-/i, ''));

/** What the service's own pages may send (CORS protocol, `Access-Control-Allow-Headers`). */
async function allowedHeaders({ url }: RequestSpec, { surface, anonymous }: ProbeContext): Promise<Slot[]> {
  const preflight = await anonymous.attemptOnce({
    method: 'OPTIONS',
    url,
    headers: [
      ['Origin', new URL(surface.target.url).origin],
      ['Access-Control-Request-Method', 'GET'],
    ],
  });
  if (preflight instanceof Error) return [];
  return headerValues(preflight.response.headers, 'access-control-allow-headers')
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => /^[\w-]{1,60}$/.test(name) && namesUser(name))
    .map((name) => ({ where: 'header', name }) as const);
}

/** Names that the document has, that browsers may send, and that everybody uses. */
function slotsOf(operations: readonly Operation[], allowed: readonly Slot[]): readonly Slot[] {
  const documented = operations.flatMap(({ parameters }) =>
    parameters.flatMap(({ in: where, name }) =>
      (where === 'cookie' || where === 'header') && namesUser(name) ? [{ where, name } as const] : [],
    ),
  );
  return [
    ...new Map(
      [...documented, ...allowed, ...USUAL].map((slot) => [`${slot.where} ${slot.name.toLowerCase()}`, slot]),
    ).values(),
  ];
}

function naming(request: RequestSpec, slots: readonly Slot[], value: string): RequestSpec {
  const of = (where: Slot['where']) => slots.filter((slot) => slot.where === where);
  const headers: HeaderList = of('header').map(({ name }) => [name, value] as const);
  const pairs = of('cookie')
    .map(({ name }) => `${name}=${value}`)
    .join('; ');
  return withHeaders(request, [...headers, ...(pairs === '' ? [] : [['Cookie', pairs] as const])]);
}
