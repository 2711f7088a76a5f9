import type { RequestSpec } from '../http/client.ts';
import { ownBody } from '../journal/own-body.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { BodyContent, Operation, Spec } from '../openapi/operation.ts';
import { sampleFor, WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { writeBody } from '../openapi/serialise-body.ts';
import { type Account, emailOf } from './identity.ts';

/** An operation that takes a name and a password and gives a session for them. */
export interface LoginOperation {
  readonly operation: Operation;
  requestFor(user: string, password: string): RequestSpec;
  /** The name of an account that this login asks for: its e-mail address where the field is for one, or who registers gives no other name. */
  nameIn(account: Account): string;
}

/** An operation with which anybody makes an account of his own. */
export interface RegisterOperation {
  readonly operation: Operation;
  requestFor(account: Account): RequestSpec;
  /** What the service will call the account. */
  nameOf(account: Account): string;
  /** True where it asks for an e-mail address and no other name. */
  readonly byMail: boolean;
}

interface Described {
  readonly operations: readonly Operation[];
  readonly spec?: Spec | undefined;
}

const LOGIN_PLACE =
  /(?:^|\/)(?:log-?in|sign-?in|authenticate|auth|(?:access[-_]?)?token|api-token-auth|jwt\/create|sessions?)$/i;
const REGISTER_PLACE = /(?:^|\/)(?:register|registration|sign-?up|create[-_]?(?:user|account))$/i;
/** Where accounts are made by adding to a list of them. */
const ACCOUNT_LIST = /(?:^|\/)(?:users?|accounts?|members?|customers?)$/i;
const STAFF_PLACE = /(?:^|\/)(?:admin\w*|internal|staff|management?|backoffice)(?:\/|$)/i;
const USER = /^(?:user_?name|user|login|e-?mail|email_?address|account|name|handle|identifier)$/i;
const PASSWORD = /^(?:password|passwd|pass|pwd)$/i;
/** The password once more. */
export const REPEATED_PASSWORD =
  /^(?:password_?(?:2|confirm(?:ation)?|repeat|again)|(?:confirm|repeat|re_?type|re_?enter)(?:ed)?_?password)$/i;
const EMAIL = /mail/i;
/** What nobody should decide about his own account; it is left out wherever it may be. */
const PRIVILEGE = /role|admin|staff|super|permission|scope|group|balance|credit|verified|active|plan/i;

/** The first login, of a document or of requests that were given, whose body, JSON or a form, names a user and a password. */
export function loginOperation({ operations, spec }: Described): LoginOperation | undefined {
  const registers = registerOperations({ operations, spec });
  const byMail = registers.length > 0 && registers.every((one) => one.byMail);
  for (const operation of operations) {
    if (operation.method !== 'POST' || !LOGIN_PLACE.test(placeOf(operation))) continue;
    const form = credentialForm(operation, spec);
    if (!form) continue;
    return {
      operation,
      requestFor: (name, secret) =>
        form.write({ ...form.required, [form.user]: name, [form.password]: secret }),
      nameIn: (account) => (byMail || EMAIL.test(form.user) ? emailOf(account) : account.user),
    };
  }
  return undefined;
}

/**
 * Operations that make accounts: those whose path says that they register before those that add a user with a
 * password to a list, and what is an administrator's last.
 */
export function registerOperations({ operations, spec }: Described): RegisterOperation[] {
  const found = [REGISTER_PLACE, ACCOUNT_LIST].flatMap((place) =>
    operations.flatMap((operation): RegisterOperation[] => {
      if (operation.method !== 'POST' || !place.test(placeOf(operation))) return [];
      const form = credentialForm(operation, spec);
      if (!form) return [];
      const byMail = !form.names.some((name) => USER.test(name) && !EMAIL.test(name));
      return [
        {
          operation,
          byMail,
          requestFor: (account) => form.write(registration(form.sample, form.names, account)),
          nameOf: (account) => (byMail ? emailOf(account) : account.user),
        },
      ];
    }),
  );
  const isForStaff = ({ operation }: RegisterOperation) => STAFF_PLACE.test(operation.path);
  return [...found.filter((one) => !isForStaff(one)), ...found.filter(isForStaff)];
}

/** Some documents end every path with a slash. */
function placeOf({ path }: Operation): string {
  return path.replace(/\/$/, '');
}

interface CredentialForm {
  readonly user: string;
  readonly password: string;
  readonly names: readonly string[];
  readonly sample: Node;
  /** Members that the login demands beside name and password. */
  readonly required: Node;
  write(body: Node): RequestSpec;
}

function credentialForm(operation: Operation, spec: Spec | undefined): CredentialForm | undefined {
  for (const content of operation.bodies) {
    if (!/json|x-www-form-urlencoded/.test(content.mediaType)) continue;
    const { names, required } = membersOf(content, spec);
    const user = names.find((name) => USER.test(name));
    const password = names.find((name) => PASSWORD.test(name));
    if (user === undefined || password === undefined) continue;
    const made = sampleFor(spec, content.schema, { example: content.example }).value;
    const sample = Object.fromEntries(
      Object.entries(isNode(made) ? made : {}).filter(
        ([name]) => required.includes(name) || !PRIVILEGE.test(name),
      ),
    );
    return {
      user,
      password,
      names,
      sample,
      required: Object.fromEntries(Object.entries(sample).filter(([name]) => required.includes(name))),
      write(body) {
        const written = writeBody(content.mediaType, body);
        return {
          method: operation.method,
          url: operation.server + operation.path,
          headers: [['Content-Type', written.contentType]],
          body: written.body,
        };
      },
    };
  }
  return undefined;
}

function membersOf({ schema }: BodyContent, spec: Spec | undefined) {
  const flat = flatten(schema, (spec ?? WITHOUT_SPEC).resolve).schema;
  const properties = isNode(flat) && isNode(flat.properties) ? flat.properties : {};
  const required = isNode(flat) && Array.isArray(flat.required) ? flat.required.map(String) : [];
  return { names: Object.keys(properties), required };
}

/** The sample with everything that names or guards the account in place of its own values. */
function registration(sample: Node, names: readonly string[], account: Account): Node {
  const own = names.flatMap((name): [string, unknown][] => {
    if (PASSWORD.test(name) || REPEATED_PASSWORD.test(name)) return [[name, account.password]];
    if (EMAIL.test(name) && typeof (sample[name] ?? '') === 'string') return [[name, emailOf(account)]];
    return USER.test(name) ? [[name, account.user]] : [];
  });
  const known = new Set(own.map(([name]) => name));
  // Whatever else names somebody or something is not the scan's own.
  const rest = Object.fromEntries(Object.entries(sample).filter(([name]) => !known.has(name)));
  return { ...(ownBody(rest, { tag: account.user }) as Node), ...Object.fromEntries(own) };
}
