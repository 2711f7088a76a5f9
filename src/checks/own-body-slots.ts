import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import { loginOperation } from '../identities/account-operations.ts';
import type { Account, Identity } from '../identities/identity.ts';
import { anonymous, emailOf } from '../identities/identity.ts';
import { ownPath } from '../identities/own-path.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';

/** A text in a body where a value of ours can stand without touching what is somebody else's. */
export interface OwnBodySlot {
  readonly operation: Operation;
  readonly name: string;
  /** Who sends it: the owner of what it changes, or nobody where it changes nothing. */
  readonly speaker: Identity;
  readonly with: (value: string) => RequestSpec;
  /** Sets the value back; absent where nothing was changed. */
  readonly restored?: RequestSpec;
}

const SLOT_LIMIT = 6;
const OWN_PLACE = /(?:^|\/)(?:me|profile|account|self)(?:\/|$)/i;
/** Changing these would lock the account out, or is no text. */
const LEFT_ALONE = /passw|pwd|secret|token|role|admin|(?:^|_)id$|date|url|avatar|image/i;

/** Members of bodies that change an account of the scan's own, and the name in a login. */
export function ownBodySlots(surface: Surface): OwnBodySlot[] {
  const { spec, operations, identities } = surface;
  const [owner] = identities.filter(({ account }) => account !== undefined);
  const login = loginOperation(surface);
  const inLogin: OwnBodySlot[] = login
    ? [
        {
          operation: login.operation,
          name: 'the user name',
          speaker: anonymous,
          with: (value) => login.requestFor(value, 'Mb1!7f3a91c04e5d'),
        },
      ]
    : [];
  if (!spec || !owner?.account) return inLogin;
  const { account } = owner;
  const changing = operations
    .filter(({ method }) => method === 'PUT' || method === 'PATCH')
    .flatMap((operation) => {
      const path = operation.path.includes('{') ? ownPath(operation, account) : ownPlace(operation);
      return path ? slotsOf(operation, path, spec, owner, account) : [];
    });
  return [...changing, ...inLogin].slice(0, SLOT_LIMIT);
}

function ownPlace({ path }: Operation): Readonly<Record<string, string>> | undefined {
  return OWN_PLACE.test(path) ? {} : undefined;
}

function slotsOf(
  operation: Operation,
  path: Readonly<Record<string, string>>,
  spec: Spec,
  speaker: Identity,
  account: Account,
): OwnBodySlot[] {
  const content = operation.bodies.find(({ mediaType }) => /json/.test(mediaType));
  const { schema } = flatten(content?.schema, spec.resolve);
  const properties = isNode(schema) && isNode(schema.properties) ? schema.properties : {};
  const texts = Object.keys(properties).filter((name) => isText(spec.resolve(properties[name]), name));
  // A body with a password would change it.
  if (Object.keys(properties).some((name) => /passw|pwd/i.test(name))) return [];
  const made = sampleFor(spec, content?.schema, { example: content?.example }).value;
  const usual: Node = {
    ...(isNode(made) ? made : {}),
    ...Object.fromEntries(texts.flatMap((name) => ownValue(name, account))),
  };
  const request = (body: Node) => requestFor(operation, spec, { overrides: { path, body } });
  return texts.map((name) => ({
    operation,
    name,
    speaker,
    with: (value) => request({ ...usual, [name]: value }),
    restored: request(usual),
  }));
}

function isText(property: unknown, name: string): boolean {
  if (!isNode(property) || property.type !== 'string' || LEFT_ALONE.test(name)) return false;
  return property.enum === undefined && (property.format === undefined || property.format === 'email');
}

function ownValue(name: string, account: Account): [string, string][] {
  if (/mail/i.test(name)) return [[name, emailOf(account)]];
  return /^(?:user_?name|user|login|handle)$/i.test(name) ? [[name, account.user]] : [];
}
