import type { Operation } from '../openapi/operation.ts';
import { type Account, emailOf } from './identity.ts';

/** Where accounts are addressed: elsewhere an `id` is some other object's. */
const ACCOUNTS = /^(?:users?|accounts?|members?|customers?|profiles?|people|me)$/i;

/**
 * Values for the path parameters of an operation, so that it addresses this account and nothing else.
 * Undefined where a parameter is no name or identifier of an account that is known.
 */
export function ownPath({ path }: Operation, account: Account): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  const segments = path.split('/');
  for (const [at, segment] of segments.entries()) {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    if (name === undefined) {
      if (segment.includes('{')) return undefined;
      continue;
    }
    const isAbove =
      segments
        .slice(0, at)
        .reverse()
        .find((part) => !/^(?:v\d+|\{.*\})$/i.test(part)) ?? '';
    const value = valueFor(name, account, ACCOUNTS.test(isAbove));
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return Object.keys(values).length > 0 ? values : undefined;
}

function valueFor(name: string, account: Account, belowAccounts: boolean): string | undefined {
  if (/mail/i.test(name)) return emailOf(account);
  if (/^(?:user_?name|user|login|handle|account|name)$/i.test(name)) {
    return belowAccounts || /user|login|account/i.test(name) ? account.user : undefined;
  }
  const isUserId = /^(?:user|account|member|customer)_?(?:id|uuid)$/i.test(name);
  if (!isUserId && !(belowAccounts && /^_?(?:id|uuid|guid|pk)$/i.test(name))) return undefined;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const ids = Object.entries(account.ids);
  return (ids.find(([field]) => plain(field) === plain(name)) ?? ids[0])?.[1];
}
