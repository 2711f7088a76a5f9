import type { Surface } from '../discovery/surface.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import type { TransportFailure } from '../http/transport-failure.ts';
import { loginOperation } from '../identities/account-operations.ts';
import type { Account, Identity } from '../identities/identity.ts';
import { emailOf } from '../identities/identity.ts';
import type { OwnAccount } from '../identities/register.ts';
import { ownBody } from '../journal/own-body.ts';
import { type OwnPlace, writeToOwn } from '../journal/own-thing.ts';
import { placeOf } from '../journal/recipe.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor, WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import type { Known } from './place.ts';

/** A text in a body where a value of ours can stand without touching what is somebody else's. */
export interface OwnBodySlot {
  readonly operation: Operation;
  readonly name: string;
  /** Sends the value; undefined where the account could not be read back first, and nothing was sent. */
  send(value: string): Promise<Exchange | TransportFailure | undefined>;
  /** Sets the usual value again, where sending changed one. */
  restore(): Promise<void>;
}

/** Changing these would lock the account out, or is no text. */
const LEFT_ALONE = /passw|pwd|secret|token|role|admin|(?:^|_)id$|date|url|avatar|image/i;

/** Members of bodies that change an account of the scan's own, and the name in a login. */
export function ownBodySlots(context: Known): OwnBodySlot[] {
  const { surface } = context;
  const { spec, operations, identities } = surface;
  const own = ownUser(surface);
  const inLogin = loginSlots(context);
  if (!own) return inLogin;
  const owner = identities.find(({ account }) => account?.user === own.user);
  if (!owner) return inLogin;
  const changing = operations
    .filter(({ method }) => method === 'PUT' || method === 'PATCH')
    .flatMap((operation) => {
      const place = placeFor(operation, own, surface);
      return place ? slotsOf(context, { operation, place, spec, owner, own }) : [];
    });
  return [...changing, ...inLogin];
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

function loginSlots({ surface, anonymous, journal }: Known): OwnBodySlot[] {
  const login = loginOperation(surface);
  if (!login) return [];
  return [
    {
      operation: login.operation,
      name: 'the user name',
      async send(value) {
        const facts = { kind: 'ask', what: 'a login with an odd name' } as const;
        const { answer } = await journal.write(anonymous, facts, login.requestFor(value, 'Mb1!7f3a91c04e5d'));
        return answer;
      },
      async restore() {},
    },
  ];
}

interface Changing {
  readonly operation: Operation;
  readonly place: OwnPlace;
  readonly spec: Spec | undefined;
  readonly owner: Identity;
  readonly own: OwnAccount;
}

function slotsOf({ http, journal }: Known, changing: Changing): OwnBodySlot[] {
  const { operation, place, spec, owner, own } = changing;
  const content = operation.bodies.find(({ mediaType }) => /json/.test(mediaType));
  const { resolve } = spec ?? WITHOUT_SPEC;
  const properties = propertiesOf(content?.schema, spec);
  const texts = Object.keys(properties).filter((name) => isText(resolve(properties[name]), name));
  // A body with a password would change it.
  if (Object.keys(properties).some((name) => /passw|pwd/i.test(name))) return [];
  const usual = usualBody(changing, texts);
  const path = 'id' in place ? { [place.at.field]: place.id } : {};
  const client: HttpClient = http.as(owner);
  const write = (body: Node, odd?: { readonly payload: string; readonly overwrites: string }) =>
    writeToOwn(journal, {
      entry: own.entry,
      recipe: own.recipe,
      place,
      reader: client,
      writer: client,
      request: requestFor(operation, spec, { overrides: { path, body } }),
      ...odd,
    });
  return texts.map((name) => ({
    operation,
    name,
    send: (value) => write({ ...usual, [name]: value }, { payload: value, overwrites: name }),
    async restore() {
      await write(usual);
    },
  }));
}

/** A body that leaves the account as it is, as far as its names go. */
export function usualBody(
  { operation, place, spec, own }: Omit<Changing, 'owner'>,
  texts: readonly string[],
): Node {
  const content = operation.bodies.find(({ mediaType }) => /json/.test(mediaType));
  const made = sampleFor(spec, content?.schema, { example: content?.example }).value;
  const ids: Readonly<Record<string, string>> = 'id' in place ? { id: place.id } : {};
  const kept = Object.entries(isNode(made) ? made : {}).filter(
    ([name]) => texts.includes(name) || !LEFT_ALONE.test(name),
  );
  return {
    ...(ownBody(Object.fromEntries(kept), { tag: own.user, ids }) as Node),
    ...Object.fromEntries(texts.flatMap((name) => ownValue(name, own))),
  };
}

function isText(property: unknown, name: string): boolean {
  if (!isNode(property) || property.type !== 'string' || LEFT_ALONE.test(name)) return false;
  return property.enum === undefined && (property.format === undefined || property.format === 'email');
}

function ownValue(name: string, account: Account): [string, string][] {
  if (/mail/i.test(name)) return [[name, emailOf(account)]];
  return /^(?:user_?name|user|login|handle)$/i.test(name) ? [[name, account.user]] : [];
}
