import type { RequestSpec } from '../http/client.ts';
import { type Account, emailOf } from '../identities/identity.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { NEW_PASSWORD, SAYS_PASSWORD } from '../values/password-names.ts';
import { bodyMembers } from './described-body.ts';
import type { PlaceKind } from './place.ts';

/** An operation that sends somebody the means to set a new password. */
export interface ResetRequest {
  readonly operation: Operation;
  requestFor(account: Pick<Account, 'user'>): RequestSpec;
}

export const resetRequests: PlaceKind<ResetRequest> = {
  one: 'request for a password reset',
  many: 'requests for a password reset',
  find: ({ surface: { operations, spec } }) => operations.flatMap((each) => resetRequest(each, spec)),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

const ASKS = /forg[eo]t|reset|recover|lost[-_]?(?:password|passwd)/i;
/** Where the path alone does not say what is reset. */
const OF_PASSWORD = /passw|pwd|account|user|auth|credential|login|(?:^|\/)(?:forg[eo]t|recover)/i;
const WHOSE = /^(?:user_?name|user|login|e-?mail|email_?address|account|identifier|handle)$/i;
/** What is shown to end a reset. */
export const RESET_SECRET =
  /^(?:(?:reset|recovery|verification|confirmation|password|security)_?)*(?:token|code|otp|pin|key)$/i;

function resetRequest(operation: Operation, spec: Spec | undefined): ResetRequest[] {
  const { method, path } = operation;
  if (method !== 'POST' || path.includes('{') || !ASKS.test(path) || !OF_PASSWORD.test(path)) return [];
  const members = bodyMembers(operation, spec);
  if (!members) return [];
  const { names, sample } = members;
  const ends = names.some((name) => NEW_PASSWORD.test(name) || RESET_SECRET.test(name));
  if (ends || !names.some((name) => WHOSE.test(name))) return [];
  return [
    {
      operation,
      requestFor(account) {
        const own = names
          .filter((name) => WHOSE.test(name))
          .map((name): [string, string] => [name, nameFor(name, account, names)]);
        return requestFor(operation, spec, {
          overrides: { body: { ...sample, ...Object.fromEntries(own) } },
        });
      },
    },
  ];
}

/** Where no other name is asked for, accounts are commonly known by their address. */
function nameFor(name: string, account: Pick<Account, 'user'>, names: readonly string[]): string {
  const hasMail = names.some((each) => /mail/i.test(each));
  return /mail/i.test(name) || (!hasMail && /^(?:login|identifier|account)$/i.test(name))
    ? emailOf(account)
    : account.user;
}

/** An operation that sets a new password for whoever shows what was sent. */
export interface ResetCompletion {
  readonly operation: Operation;
  requestFor(account: Pick<Account, 'user'>, secret: string, password: string): RequestSpec;
}

/** Ends of a reset, with the secret in the body or the path. */
export function resetCompletions(
  operations: readonly Operation[],
  spec: Spec | undefined,
): ResetCompletion[] {
  return operations.flatMap((operation) => {
    const { method, path } = operation;
    if (!['POST', 'PUT', 'PATCH'].includes(method) || !ASKS.test(path)) return [];
    const members = bodyMembers(operation, spec);
    const variables = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
    const inBody = members?.names.filter((name) => RESET_SECRET.test(name)) ?? [];
    const hasSecret =
      variables.length + inBody.length > 0 && variables.every((name) => RESET_SECRET.test(name));
    if (!members?.names.some((name) => SAYS_PASSWORD.test(name)) || !hasSecret) return [];
    const { names, sample } = members;
    return [
      {
        operation,
        requestFor(account, secret, password) {
          const own = names.flatMap((name): [string, string][] => {
            if (inBody.includes(name)) return [[name, secret]];
            if (SAYS_PASSWORD.test(name)) return [[name, password]];
            return WHOSE.test(name) ? [[name, nameFor(name, account, names)]] : [];
          });
          const filled = Object.fromEntries(variables.map((name) => [name, secret]));
          const body = { ...sample, ...Object.fromEntries(own) };
          return requestFor(operation, spec, { overrides: { path: filled, body } });
        },
      },
    ];
  });
}
