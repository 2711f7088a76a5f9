import type { Surface } from '../discovery/surface.ts';
import type { HttpClient } from '../http/client.ts';
import { succeeded } from '../http/exchange.ts';
import { createTurns } from '../http/in-turn.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Account, Identity } from '../identities/identity.ts';
import { emailOf } from '../identities/identity.ts';
import type { OwnAccount } from '../identities/register.ts';
import { ownBody } from '../journal/own-body.ts';
import { type OwnPlace, writeToOwn } from '../journal/own-thing.ts';
import { placeOf } from '../journal/recipe.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor, WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { SAYS_PASSWORD } from '../values/password-names.ts';
import { oddMembers } from './body-members.ts';
import { slotsOf, type WritableBody } from './body-slots.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

/** Changing these would lock the account out, or is no text. */
const LEFT_ALONE = /passw|pass_?phrase|pwd|secret|token|role|admin|(?:^|_)id$|date|url|avatar|image/i;

/** Members of bodies that change an account of the scan's own. */
export function accountBodies(context: Known): ParameterSlot[] {
  const { surface } = context;
  const { spec, operations, identities } = surface;
  const own = ownUser(surface);
  const owner = identities.find(({ account }) => own && account?.user === own.user);
  if (!own || !owner) return [];
  return operations
    .filter(({ method }) => method === 'PUT' || method === 'PATCH')
    .flatMap((operation) => {
      const place = placeFor(operation, own, surface);
      const body = place && accountBody(context, { operation, place, spec, owner, own });
      return body ? slotsOf(body) : [];
    });
}

/** The first account that the scan registered and can speak as. */
export function ownUser({ registered, identities }: Surface): OwnAccount | undefined {
  return registered.find(({ user }) => identities.some(({ account }) => account?.user === user));
}

/** The proven address of the account that this operation, with no other identifier, writes to. */
export function placeFor(operation: Operation, own: OwnAccount, surface: Surface): OwnPlace | undefined {
  if (operation.path.includes('{')) {
    const at = placeOf(operation, surface);
    return own.places.find((place) => 'id' in place && place.at.url === at?.url);
  }
  const url = (operation.server + operation.path).replace(/\/$/, '');
  return own.places.find((place) => 'self' in place && place.self.url.replace(/\/$/, '') === url);
}

interface Changing {
  readonly operation: Operation;
  readonly place: OwnPlace;
  readonly spec: Spec | undefined;
  readonly owner: Identity;
  readonly own: OwnAccount;
}

function accountBody({ http, journal }: Known, changing: Changing): WritableBody | undefined {
  const { operation, place, spec, owner, own } = changing;
  const content = jsonContent(operation);
  const { resolve } = spec ?? WITHOUT_SPEC;
  const properties = propertiesOf(content?.schema, spec);
  const texts = Object.keys(properties).filter((name) => isText(resolve(properties[name]), name));
  // A body with a password would change it.
  if (Object.keys(properties).some((name) => SAYS_PASSWORD.test(name))) return undefined;
  const usual = usualBody(changing, texts);
  const path = 'id' in place ? { [place.at.field]: place.id } : {};
  const reader: HttpClient = http.as(owner);
  const request = (body: unknown) => requestFor(operation, spec, { overrides: { path, body } });
  const facts = { entry: own.entry, recipe: own.recipe, place, reader, writer: reader };
  const inTurn = createTurns();
  return {
    operation,
    effect: 'changes',
    ordinary: usual,
    members: texts.map((name) => ({
      name,
      path: [name],
      ordinary: String(usual[name] ?? ''),
      schema: schemaOf(resolve(properties[name])),
    })),
    request,
    client: writingClient(reader, (asked) =>
      inTurn(operation.id, async () => {
        const [odd] = Object.entries(oddMembers(asked.body, usual, operation));
        const change = odd && { overwrites: odd[0], payload: String(odd[1]) };
        const answer = await writeToOwn(journal, { ...facts, request: asked, ...change });
        if (!answer) throw new TransportFailure('unsafe-method', 'the scan’s own account was not read back');
        // The account is used on: it keeps its usual values.
        if (odd && !(answer instanceof Error) && succeeded(answer))
          await writeToOwn(journal, { ...facts, request: request(usual) });
        return answer;
      }),
    ),
  };
}

const schemaOf = (schema: unknown) => (isNode(schema) ? schema : undefined);

/** A body that leaves the account as it is, as far as its names go. */
export function usualBody(
  { operation, place, spec, own }: Omit<Changing, 'owner'>,
  texts: readonly string[],
): Node {
  const content = jsonContent(operation);
  const made = sampleFor(spec, content?.schema, { example: content?.example }).value;
  const ids: Readonly<Record<string, string>> = 'id' in place ? { id: place.id } : {};
  const kept = Object.entries(isNode(made) ? made : {})
    .filter(([name]) => texts.includes(name) || !LEFT_ALONE.test(name))
    .map(([name, held]) => [name, isNode(held) ? withinLeftAlone(held) : held]);
  return {
    ...(ownBody(Object.fromEntries(kept), { tag: own.user, ids }) as Node),
    ...Object.fromEntries(texts.flatMap((name) => ownValue(name, own))),
  };
}

/** `{"user": {…}}`: what is left alone at the top is left alone within. */
function withinLeftAlone(node: Node): Node {
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => !LEFT_ALONE.test(name))
      .map(([name, held]) => [name, isNode(held) ? withinLeftAlone(held) : held]),
  );
}

function isText(property: unknown, name: string): boolean {
  if (!isNode(property) || property.type !== 'string' || LEFT_ALONE.test(name)) return false;
  return property.enum === undefined && (property.format === undefined || property.format === 'email');
}

function ownValue(name: string, account: Account): [string, string][] {
  if (/mail/i.test(name)) return [[name, emailOf(account)]];
  return /^(?:user_?name|user|login|handle)$/i.test(name) ? [[name, account.user]] : [];
}
