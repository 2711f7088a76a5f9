import type { Surface } from '../discovery/surface.ts';
import { VERSION } from '../discovery/version-twin.ts';
import { type LoginOperation, loginOperation } from '../identities/account-operations.ts';
import type { Operation } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import type { Known } from './place.ts';

/** Every login that takes a name and a password, the one that the scan logs in by first. */
export function everyLogin({ operations, spec }: Pick<Surface, 'operations' | 'spec'>): LoginOperation[] {
  const found: LoginOperation[] = [];
  let rest = operations;
  for (;;) {
    const login = loginOperation({ operations: rest, spec });
    if (!login) return found;
    found.push(login);
    rest = rest.filter((each) => each !== login.operation);
  }
}

/** Nobody is called so. */
const NOBODY = 'mbnobody7f3a@example.com';

/** Logins of lower versions that answer beside a known one, documented or not. */
export async function olderLogins(
  { surface, anonymous, journal }: Known,
  known: readonly LoginOperation[],
): Promise<LoginOperation[]> {
  const taken = new Set(known.map(({ operation }) => urlOf(operation)));
  const found: LoginOperation[] = [];
  for (const older of known.flatMap(lowerVersions)) {
    if (taken.has(urlOf(older.operation))) continue;
    taken.add(urlOf(older.operation));
    const facts = { kind: 'ask', what: 'a login of an older version' } as const;
    const { answer } = await journal.write(anonymous, facts, older.requestFor(NOBODY, 'Mb-7f3a91-wrong'));
    if (answer instanceof Error || surface.absent.matches(answer)) continue;
    if (!NOT_THERE.has(answer.response.status) && answer.response.status < 500) found.push(older);
  }
  return found;
}

const NOT_THERE: ReadonlySet<number> = new Set([404, 405, 410, 426]);

function lowerVersions(login: LoginOperation): LoginOperation[] {
  const path = serverPath(login.operation) + login.operation.path;
  const number = Number(VERSION.exec(path)?.[1] ?? 0);
  const lower = Array.from({ length: Math.max(0, number - 1) }, (_, at) => number - 1 - at);
  return lower.map((version) => {
    const changed = path.replace(VERSION, `/v${version}`);
    const server = new URL(login.operation.server).origin;
    const { method } = login.operation;
    const operation: Operation = {
      ...login.operation,
      ...{ id: `${method} ${changed}`, path: changed, server, source: 'guess' },
    };
    return {
      ...login,
      operation,
      requestFor: (user, password) => ({ ...login.requestFor(user, password), url: server + changed }),
    };
  });
}

const urlOf = ({ server, path }: Operation) => server + path;
