import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { authority } from '../../lab/encryption/authority.ts';
import { ada, mutual } from '../../lab/encryption/client-certificates.ts';
import { scan } from '../../src/scan.ts';

describe('a client certificate', () => {
  test.each([
    [
      'that the handshake wants',
      mutual.strict,
      'GET /users returns 200; without the client certificate there is no response.',
    ],
    ['that the service wants', mutual.verifying, 'GET /users returns 200; without the credential 401.'],
  ])('%s is proven and named', async (_name, app, proof) => {
    const lab = await serveLab(app);
    try {
      const { surface } = await scan({
        guesses: 'first',
        url: `${lab.url}/users`,
        identities: [ada],
        ca: authority.cert,
        checks: [],
      });
      expect(surface.credential.kind).toBe('mutual-tls');
      expect(surface.identities.find(({ name }) => name === 'ada')?.proof).toBe(proof);
    } finally {
      await lab.close();
    }
  });

  test('opens a service that hangs up on everybody else, who are then refused and not unlucky', async () => {
    const lab = await serveLab(mutual.silent);
    try {
      const { checks, partial } = await scan({
        guesses: 'first',
        url: `${lab.url}/users`,
        identities: [ada],
        ca: authority.cert,
      });
      const errored = checks.flatMap(({ rules }) => rules.filter(({ status }) => status === 'errored'));
      expect(errored).toEqual([]);
      expect(partial).toBeUndefined();
    } finally {
      await lab.close();
    }
  });
});
