import { describe, expect, test } from 'vitest';
import type { HttpClient } from '../../src/http/client.ts';
import type { FailureCode } from '../../src/http/transport-failure.ts';
import { TransportFailure } from '../../src/http/transport-failure.ts';
import { anonymous } from '../../src/identities/identity.ts';
import { IN_MEMORY, openJournal } from '../../src/journal/journal.ts';

/** Whether what was to be made may be there, after a write that failed so. */
const ROWS: Readonly<Record<FailureCode, boolean>> = {
  // Kept back by the scanner itself.
  budget: false,
  'out-of-scope': false,
  'unsafe-method': false,
  'untrusted-tls': false,
  'login-lost': false,
  // Of these nobody knows what the service did before.
  refused: true,
  reset: true,
  unresolved: true,
  timeout: true,
  tls: true,
  'client-certificate': true,
  'head-too-large': true,
  'not-http': true,
  proxy: true,
  'blocked-address': true,
  aborted: true,
  'rate-limited': true,
  unavailable: true,
  network: true,
};

/** A session whose every write fails in this way. */
function failing(code: FailureCode): HttpClient {
  const write = () => Promise.reject(new TransportFailure(code, 'it failed'));
  return { identity: anonymous, write } as Partial<HttpClient> as HttpClient;
}

describe('a write that got no answer', () => {
  test.each(Object.entries(ROWS) as [FailureCode, boolean][])('%s: may be there: %s', async (code, open) => {
    const journal = openJournal(IN_MEMORY);
    const facts = { kind: 'make', what: 'a note', tag: 'mb0123456789' } as const;
    const request = { method: 'POST', url: 'http://127.0.0.1:9/notes' };
    await expect(journal.write(failing(code), facts, request)).rejects.toMatchObject({ code });
    expect(journal.open()).toHaveLength(open ? 1 : 0);
  });
});
