import type { RequestSpec } from '../http/client.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { loginOperation } from '../identities/account-operations.ts';
import { freshAccount } from '../identities/register.ts';
import { slotsOf } from './body-slots.ts';
import { hearLogin } from './login-limit.ts';
import { ownUser } from './own-body-slots.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

/** Wrong logins in one scan: whoever counts them closes the address before long. */
const MOST_LOGINS = 60;

/** The name in a login, and the password beside a name that is the scan's own or nobody's. */
export function loginBodies({ surface, anonymous, journal }: Known): ParameterSlot[] {
  const login = loginOperation(surface);
  if (!login) return [];
  const account = ownUser(surface) ?? freshAccount();
  const ordinary = { name: login.nameIn(freshAccount()), password: freshAccount().password };
  const facts = { kind: 'ask', what: 'a login with an odd name' } as const;
  let sent = 0;
  const client = writingClient(anonymous, async (request) => {
    sent += 1;
    if (sent > MOST_LOGINS)
      throw new TransportFailure('unsafe-method', `${MOST_LOGINS} odd logins are enough`);
    const { answer } = await journal.write(anonymous, facts, request);
    hearLogin(surface, answer);
    return answer;
  });
  const usual = { effect: 'logs in', operation: login.operation, client } as const;
  const member = (name: string, value: string) => ({
    name,
    path: [name],
    ordinary: value,
    schema: undefined,
  });
  return [
    ...slotsOf({
      ...usual,
      ordinary,
      members: [member('name', ordinary.name)],
      request: (body) => requestOf(body as Credentials),
    }),
    ...slotsOf({
      ...usual,
      ordinary: { ...ordinary, name: login.nameIn(account) },
      members: [member('password', ordinary.password)],
      request: (body) => requestOf(body as Credentials),
    }),
  ];

  function requestOf({ name, password }: Credentials): RequestSpec {
    return login?.requestFor(name, password) as RequestSpec;
  }
}

interface Credentials {
  readonly name: string;
  readonly password: string;
}
