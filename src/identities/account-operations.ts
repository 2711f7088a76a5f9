import type { RequestSpec } from '../http/client.ts';
import { ownBody } from '../journal/own-body.ts';
import { distinct } from '../making/amended.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { PASSWORD, REPEATED_PASSWORD } from '../values/password-names.ts';
import { plainName } from '../values/plain-name.ts';
import { type AccountForm, accountForm, USER } from './account-form.ts';
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
  bodyFor(account: Account): Node;
  requestOf(body: Node): RequestSpec;
  /** The password that a body gives the account. */
  passwordIn(body: Node): string | undefined;
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
  /(?:^|\/)(?:log-?(?:in|on)|sign-?(?:in|on)|enter|authenticate|auth|(?:access[-_]?)?token|api-token-auth|jwt\/create|sessions?)$/i;
const REGISTER_PLACE =
  /(?:^|\/)(?:register|registrations?|sign-?ups?|join|enrol{1,2}|(?:create[-_]?|new[-_]|add[-_])(?:user|account))$/i;
/** Below these somebody changes what he has already. */
const OWN_PLACE =
  /(?:^|\/)(?:me|whoami|my|profile|self|current|settings|password|passphrase|reset|recover)(?:\/|$)/i;
/** With these, the account is one that the service has elsewhere: a mailbox, a database. */
const ELSEWHERE = /^(?:host(?:name)?|server|port|url|uri|endpoint|domain)$/i;
/** Where accounts are made by adding to a list of them. */
const ACCOUNT_LIST = /(?:^|\/)(?:users?|accounts?|members?|customers?)$/i;
/** What is asked of who registers, and of nobody who only logs in. */
const OF_NEWCOMER =
  /^(?:(?:full|first|last|given|family|display|sur)_?name|name|born|birth_?(?:day|date)|date_?of_?birth|dob|phone(?:_?number)?|mobile)$/i;
/** Passwords stand in these too. */
const NO_REGISTERING =
  /log-?(?:in|out)|sign-?(?:in|out)|session|token|password|passwd|reset|recover|verif|confirm|invit|import|\{/i;
const STAFF_PLACE = /(?:^|\/)(?:admin\w*|internal|staff|management?|backoffice)(?:\/|$)/i;
const EMAIL = /mail/i;

/** The first login, of a document or of requests that were given, whose body, JSON or a form, names a user and a password. */
export function loginOperation({ operations, spec }: Described): LoginOperation | undefined {
  const registers = registerOperations({ operations, spec });
  const byMail = registers.length > 0 && registers.every((one) => one.byMail);
  const posts = staffLast(operations).filter(({ method }) => method === 'POST');
  const firstOf = (logins: readonly Operation[], anyName: boolean) =>
    logins.reduce<LoginOperation | undefined>(
      (found, operation) => found ?? loginBy(operation, accountForm(operation, spec, { anyName }), byMail),
      undefined,
    );
  return (
    firstOf(
      posts.filter((operation) => LOGIN_PLACE.test(placeOf(operation))),
      true,
    ) ??
    firstOf(
      posts.filter((operation) => isLoginByShape(operation, registers, spec)),
      false,
    )
  );
}

function loginBy(
  operation: Operation,
  form: AccountForm | undefined,
  byMail: boolean,
): LoginOperation | undefined {
  if (!form) return undefined;
  const demanded = Object.fromEntries(
    Object.entries(form.members).filter(([name]) => form.required.includes(name)),
  );
  return {
    operation,
    requestFor: (name, secret) =>
      form.requestOf(
        form.bodyWith({
          ...demanded,
          ...named(demanded, name),
          [form.user]: name,
          [form.password]: secret,
        }),
      ),
    nameIn: (account) => {
      const said = USER.test(form.user) ? undefined : account.said?.[plainName(form.user)];
      return said ?? (byMail || EMAIL.test(form.user) ? emailOf(account) : account.user);
    },
  };
}

/** A name and a password and nothing else, where another operation registers people with both and more. */
function isLoginByShape(
  operation: Operation,
  registers: readonly RegisterOperation[],
  spec: Spec | undefined,
): boolean {
  if (operation.path.includes('{') || OWN_PLACE.test(placeOf(operation))) return false;
  if (registers.length === 0 || registers.some((one) => one.operation === operation)) return false;
  const form = accountForm(operation, spec);
  return form?.names.length === 2 && form.holder.length === 0;
}

/** A password, an address and what only newcomers are asked, whatever the place is called. */
function isRegistrationByShape(operation: Operation, spec: Spec | undefined): boolean {
  const place = placeOf(operation);
  if ([OWN_PLACE, LOGIN_PLACE, NO_REGISTERING].some((words) => words.test(place))) return false;
  const { names = [] } = accountForm(operation, spec) ?? {};
  const isNamed = names.some(
    (name) =>
      (USER.test(name) && !EMAIL.test(name)) || OF_NEWCOMER.test(name) || REPEATED_PASSWORD.test(name),
  );
  const hasMail = names.some((name) => EMAIL.test(name));
  return isNamed && hasMail && !names.some((name) => ELSEWHERE.test(name));
}

/**
 * Operations that make accounts: those whose path says that they register before those that add a user with a
 * password to a list, and what is an administrator's last.
 */
export function registerOperations({ operations, spec }: Described): RegisterOperation[] {
  const isCalled = (place: RegExp) => (operation: Operation) => place.test(placeOf(operation));
  const byName = [isCalled(REGISTER_PLACE), isCalled(ACCOUNT_LIST)];
  const isLeft = (operation: Operation) =>
    !byName.some((is) => is(operation)) && isRegistrationByShape(operation, spec);
  const found = [...byName, isLeft].flatMap((isWanted) =>
    operations.flatMap((operation): RegisterOperation[] => {
      if (operation.method !== 'POST' || !isWanted(operation)) return [];
      const form = accountForm(operation, spec);
      if (!form) return [];
      // Beside an e-mail address, a name is what people are called.
      const hasMail = form.names.some((name) => EMAIL.test(name));
      const byMail = !form.names.some(
        (name) => USER.test(name) && !EMAIL.test(name) && !(hasMail && /^name$/i.test(name)),
      );
      return [
        {
          operation,
          byMail,
          bodyFor: (account) =>
            ownOutside(form.bodyWith(registration(form.members, form.names, account)), form.holder, account),
          requestOf: form.requestOf,
          passwordIn: (body) => {
            const inner = form.holder.reduce<unknown>(
              (node, name) => (isNode(node) ? node[name] : undefined),
              body,
            );
            const password = isNode(inner) ? inner[form.password] : undefined;
            return typeof password === 'string' ? password : undefined;
          },
          nameOf: (account) => (byMail ? emailOf(account) : account.user),
        },
      ];
    }),
  );
  return staffLast(found, ({ operation }) => operation);
}

function staffLast<One>(all: readonly One[], operationOf = (one: One) => one as Operation): One[] {
  const isForStaff = (one: One) => STAFF_PLACE.test(operationOf(one).path);
  return [...all.filter((one) => !isForStaff(one)), ...all.filter(isForStaff)];
}

/** Some documents end every path with a slash. */
function placeOf({ path }: Operation): string {
  return path.replace(/\/$/, '');
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
  const rest = ownBody(Object.fromEntries(Object.entries(sample).filter(([name]) => !known.has(name))), {
    tag: account.user,
  }) as Node;
  const differing = Object.entries(rest).flatMap(([name, held]): [string, unknown][] =>
    DIFFERS.test(name) && typeof held === 'string' ? [[name, distinct(name, held, account.user)]] : [],
  );
  return { ...rest, ...Object.fromEntries([...differing, ...own]) };
}

/** Members that no two people share: services refuse the second who sends the same. */
const DIFFERS =
  /phone|mobile|(?:^|_)tel|msisdn|ssn|national|tax|passport|licen[cs]e|document|iban|personal_?(?:id|code|no|number)|nick|alias|slug|handle|display_?name/i;

/** The rest of a body whose account stands in an object inside, without what names somebody else. */
function ownOutside(body: Node, holder: readonly string[], account: Account): Node {
  const [first] = holder;
  if (first === undefined) return body;
  const { [first]: inside, ...rest } = body;
  return { ...(ownBody(rest, { tag: account.user }) as Node), [first]: inside };
}

/** Every name that a login demands is that of the account; what is tried in place of a name is no text. */
function named(demanded: Node, user: unknown): Node {
  if (typeof user !== 'string') return {};
  return Object.fromEntries(
    Object.keys(demanded)
      .filter((name) => USER.test(name))
      .map((name) => [name, EMAIL.test(name) && !user.includes('@') ? `${user}@example.com` : user]),
  );
}
