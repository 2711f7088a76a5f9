import { listMember, member, nodeMember, textMember } from '../openapi/node.ts';
import { type Expand, isUnfilled } from './variables.ts';

/** What an authorization adds to a request. */
export interface AppliedAuth {
  readonly headers: readonly (readonly [string, string])[];
  readonly query: readonly (readonly [string, string])[];
  /** Why nothing was added, where something was meant. */
  readonly problem?: string;
}

const NOTHING: AppliedAuth = { headers: [], query: [] };

/** The authorization of a request, a folder or the collection, as 2.0 (objects) and 2.1 (lists of pairs) write it. */
export function applyAuth(auth: unknown, expand: Expand): AppliedAuth {
  const type = textMember(auth, 'type') ?? 'noauth';
  const value = (name: string) => expand(settingOf(auth, type, name));
  const filled = (name: string, add: (value: string) => Omit<AppliedAuth, 'problem'>): AppliedAuth => {
    const known = value(name);
    return known === '' || isUnfilled(known) ? { ...NOTHING, problem: unfilled(type, known) } : add(known);
  };
  switch (type) {
    case 'noauth':
      return NOTHING;
    case 'bearer':
      return filled('token', (token) => ({ headers: [['Authorization', `Bearer ${token}`]], query: [] }));
    case 'basic':
      return filled('username', (user) => ({
        headers: [
          ['Authorization', `Basic ${Buffer.from(`${user}:${value('password')}`).toString('base64')}`],
        ],
        query: [],
      }));
    case 'apikey':
      return filled('value', (key) =>
        value('in') === 'query'
          ? { headers: [], query: [[value('key') || 'api_key', key]] }
          : { headers: [[value('key') || 'X-Api-Key', key]], query: [] },
      );
    case 'oauth2':
      return filled('accessToken', (token) =>
        value('addTokenTo') === 'queryParams'
          ? { headers: [], query: [['access_token', token]] }
          : {
              headers: [['Authorization', `${value('headerPrefix').trim() || 'Bearer'} ${token}`]],
              query: [],
            },
      );
    default:
      return {
        ...NOTHING,
        problem: `Its authorization of the kind "${type.slice(0, 20)}" cannot be made here: give a credential yourself, such as --bearer.`,
      };
  }
}

function settingOf(auth: unknown, type: string, name: string): string {
  const pair = listMember(auth, type).find((one) => member(one, 'key') === name);
  const written = pair === undefined ? member(nodeMember(auth, type), name) : member(pair, 'value');
  return typeof written === 'string' || typeof written === 'number' ? String(written) : '';
}

function unfilled(type: string, value: string): string {
  const variable = /\{\{([^{}]{1,100})\}\}/.exec(value)?.[1]?.trim() || undefined;
  const why =
    variable === undefined ? 'is empty' : `stands in the variable "${variable}", which has no value`;
  return `Its ${type} credential ${why}: give it yourself, such as --bearer, or the environment file with a further --spec.`;
}
