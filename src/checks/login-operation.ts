import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Identity } from '../identities/identity.ts';
import { jwtOf } from '../material/jwt-credential.ts';
import type { Operation, Spec } from '../openapi/operation.ts';

/** An operation that takes a name and a password and gives a session for them. */
export interface LoginOperation {
  readonly operation: Operation;
  requestFor(user: string, password: string): RequestSpec;
}

const PLACE = /(?:^|\/)(?:log-?in|sign-?in|authenticate|auth|token|sessions?)$/i;
const USER = /^(?:user_?name|user|login|e-?mail|email_?address|account|name)$/i;
const PASSWORD = /^(?:password|passwd|pass|pwd)$/i;

/** The first login of the document whose JSON body names a user and a password. */
export function loginOperation({
  operations,
  spec,
}: Pick<Surface, 'operations' | 'spec'>): LoginOperation | undefined {
  if (!spec) return undefined;
  for (const operation of operations) {
    if (operation.method !== 'POST' || !PLACE.test(operation.path)) continue;
    const names = operation.bodies
      .filter(({ mediaType }) => /json/.test(mediaType))
      .flatMap(({ schema }) => fieldsOf(schema, spec));
    const [user, password] = [
      names.find((name) => USER.test(name)),
      names.find((name) => PASSWORD.test(name)),
    ];
    if (user === undefined || password === undefined) continue;
    return {
      operation,
      requestFor: (name, secret) => ({
        method: 'POST',
        url: operation.server + operation.path,
        headers: [['Content-Type', 'application/json']],
        body: JSON.stringify({ [user]: name, [password]: secret }),
      }),
    };
  }
  return undefined;
}

function fieldsOf(schema: unknown, spec: Spec): string[] {
  const resolved = spec.resolve(schema) as { properties?: unknown } | undefined;
  const properties = typeof resolved === 'object' && resolved !== null ? resolved.properties : undefined;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** The name that an identity logs in by, where its credential shows it. */
export function userNameOf(identity: Identity): string | undefined {
  const basic = identity.credentials.find((credential) => credential.kind === 'basic');
  if (basic?.kind === 'basic') return basic.user;
  const claims = jwtOf(identity)?.jwt.payload;
  const said = [claims?.username, claims?.preferred_username, claims?.email, claims?.sub];
  return said.find(
    (name): name is string =>
      typeof name === 'string' && /^[\w.+-]{2,}(?:@[\w.-]+)?$/.test(name) && !/^\d+$/.test(name),
  );
}
