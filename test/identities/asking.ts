import type { Transport } from '../../src/http/client.ts';
import { completeRequest } from '../../src/http/complete-request.ts';
import { anonymous } from '../../src/identities/identity.ts';
import type { AskToLogIn } from '../../src/identities/log-in.ts';

/** Sends what a login needs over a real connection, outside any scan. */
export function askingOver(send: Transport): AskToLogIn {
  const { signal } = new AbortController();
  return async (spec) => {
    const request = completeRequest(spec, 'test');
    const response = await send(request, { identity: anonymous, signal });
    return { id: 0, identity: anonymous.name, request, response };
  };
}
