import { randomInt } from 'node:crypto';
import type { RequestSpec } from '../http/client.ts';
import type { LoginOperation } from '../identities/account-operations.ts';
import { type Account, emailOf } from '../identities/identity.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { NEW_PASSWORD, SAYS_PASSWORD } from '../values/password-names.ts';
import { type BodyMembers, bodyMembers } from './described-body.ts';
import { everyLogin, olderLogins } from './every-login.ts';
import { type OwnedCode, ownedCodes } from './owned-codes.ts';
import type { PlaceKind } from './place.ts';
import { type ThingCheck, thingCheck } from './thing-codes.ts';

/** A code of some digits that an operation compares with the one that was sent to an account. */
export interface CodeCheck {
  readonly kind: 'code';
  readonly operation: Operation;
  readonly digits: number;
  /** False where nothing says how long such a code is. */
  readonly isSaid: boolean;
  /** A code left out: how the operation answers where none was given. */
  requestFor(account: Account, code: string | undefined): RequestSpec;
}

export interface PasswordCheck {
  readonly kind: 'password';
  readonly operation: Operation;
  readonly login: LoginOperation;
}

/** Operations that compare a secret of an account, or a code that is worth something: where guessing pays. */
export const guessedSecrets: PlaceKind<PasswordCheck | CodeCheck | ThingCheck | OwnedCode> = {
  one: 'operation that compares a password or code',
  many: 'operations that compare a password or code',
  async find(known) {
    const { operations, spec } = known.surface;
    const logins = everyLogin(known.surface);
    const older = await olderLogins(known, logins);
    return [
      ...[...logins, ...older].map(
        (login): PasswordCheck => ({ kind: 'password', operation: login.operation, login }),
      ),
      ...operations.flatMap((operation) => codeCheck(operation, spec)),
      ...operations.flatMap((operation) => thingCheck(operation, known)),
      ...operations.flatMap((operation) => ownedCodes(operation, known.surface)),
    ];
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

const CHECKS_CODE = /verif|confirm|valid|otp|2fa|mfa|totp|(?:^|[/_-])(?:code|pin)|reset|recover/i;
/** Codes for things are nobody's account. */
const OF_THINGS = /coupon|voucher|promo|gift|ticket|discount|certificate|invit|order|device/i;
const CODE =
  /^(?:(?:verification|confirmation|reset|security|auth(?:entication)?|sms|e?mail|one_?time|login|recovery|otp|mfa|two_?factor)_?)?(?:code|pin|otp|totp|passcode)$|^(?:reset_?)?token$/i;
const WHOSE = /^(?:user_?name|user|login|e-?mail|email_?address|account|identifier)$/i;

function codeCheck(operation: Operation, spec: Spec | undefined): CodeCheck[] {
  const { method, path } = operation;
  if (method !== 'POST' || path.includes('{') || !CHECKS_CODE.test(path) || OF_THINGS.test(path)) return [];
  const members = bodyMembers(operation, spec);
  const code = members?.names.find((name) => CODE.test(name));
  const whose = members?.names.find((name) => WHOSE.test(name));
  if (!members || code === undefined || whose === undefined) return [];
  const said = digitsOf(code, members, operation);
  const digits = said ?? (mayBeShort(code, members) ? USUAL_DIGITS : undefined);
  if (digits === undefined) return [];
  const isNumber = typeof members.sample[code] === 'number';
  return [
    {
      ...{ kind: 'code', operation, digits, isSaid: said !== undefined },
      requestFor(account, guess) {
        const { [code]: _left, ...rest } = members.sample;
        const own = members.names.flatMap((name): [string, unknown][] => {
          if (WHOSE.test(name)) return [[name, /mail/i.test(name) ? emailOf(account) : account.user]];
          // A guess that happens to be right changes nothing.
          return NEW_PASSWORD.test(name) || SAYS_PASSWORD.test(name) ? [[name, account.password]] : [];
        });
        const given = guess === undefined ? {} : { [code]: isNumber ? Number(guess) : guess };
        const body = { ...rest, ...Object.fromEntries(own), ...given };
        return requestFor(operation, spec, { overrides: { body } });
      },
    },
  ];
}

/** Longer codes are not found by trying. */
const MOST_DIGITS = 8;
const SPELLED: Readonly<Record<string, number>> = { four: 4, five: 5, six: 6, seven: 7, eight: 8 };

/** What services send to telephones, and most of them by mail. */
const USUAL_DIGITS = 6;

/** A code that is asked for beside the name of its account is for people to type; a token opens by itself. */
function mayBeShort(name: string, { schemaOf }: BodyMembers): boolean {
  const schema = schemaOf(name);
  const { minLength = 0, pattern, format, enum: listed } = isNode(schema) ? schema : {};
  const isOther = pattern !== undefined || format !== undefined || listed !== undefined;
  return !/token$/i.test(name) && !isOther && Number(minLength) <= MOST_DIGITS;
}

/** Of how many digits a code is, where the document says or shows it, or its name does; undefined where it may be long. */
function digitsOf(name: string, { schemaOf, sample }: BodyMembers, { summary = '' }: Operation) {
  const schema = schemaOf(name);
  const { pattern, minLength, maxLength, maximum, description, example } = isNode(schema) ? schema : {};
  const repeated = /^\^?(?:\\d|\[0-9\])\{(\d)(?:,\d)?\}\$?$/.exec(String(pattern ?? ''))?.[1];
  const said = /\b(four|five|six|seven|eight|[4-8])[- ]digits?\b/i.exec(
    `${description ?? ''} ${summary}`,
  )?.[1];
  const shown = [example, sample[name]].map(String).find((value) => /^\d{4,8}$/.test(value))?.length;
  const told = [
    repeated === undefined ? undefined : Number(repeated),
    said === undefined ? undefined : (SPELLED[said.toLowerCase()] ?? Number(said)),
    typeof maxLength === 'number' && maxLength === minLength ? maxLength : undefined,
    typeof maximum === 'number' ? String(maximum).length : undefined,
    shown,
    /pin$/i.test(name) ? 4 : undefined,
    /t?otp$/i.test(name) ? 6 : undefined,
  ].find((length) => length !== undefined);
  return told !== undefined && told >= 4 && told <= MOST_DIGITS ? told : undefined;
}

/** Another one each time: some services count the same guess once. */
export function guessOf(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0');
}
