import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { speakerWith } from '../../src/retention/arms/arm.ts';
import { certificateArm } from '../../src/retention/arms/certificate-arm.ts';
import { credentialArm } from '../../src/retention/arms/credential-arm.ts';
import { makeArm } from '../../src/retention/arms/make-arm.ts';
import { parseTemplate } from '../../src/retention/arms/template.ts';
import { templateSupply } from '../../src/retention/credentials/template-supply.ts';
import { type JwtOptions, tokenSupply } from '../../src/retention/credentials/token-supply.ts';
import { connectionLoader } from '../../src/retention/load/connection-loader.ts';
import { checkOptions, type RetentionOptions } from '../../src/retention/options.ts';
import { selfSigned } from './certificate-authority.ts';

const URL_HERE = new URL('http://127.0.0.1:1/me?x=1');

describe('templates', () => {
  test('keep their form and never repeat', () => {
    const template = parseTemplate('sk_live_{hex:32}');
    const made = Array.from({ length: 1_000 }, () => template.make(4_096));
    expect(made.every((key) => /^sk_live_[0-9a-f]{32}$/.test(key))).toBe(true);
    expect(new Set(made).size).toBe(1_000);
    expect(template).toMatchObject({ elastic: false, leastBytes: 40 });
  });

  test('with a filler have the length that is asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 8_000 }),
        fc.constantFrom('{hex:*}', 'k_{base64url:*}_{digits:6}', '{alnum:*}.{uuid}'),
        (bytes, text) => {
          const template = parseTemplate(text);
          return template.make(bytes).length === Math.max(bytes, template.leastBytes);
        },
      ),
      { seed: 1 },
    );
  });

  test.each(['fixed', 'key_{digits:4}', '{octal:9}'])('refuse %s: not random enough', (text) => {
    expect(() => parseTemplate(text)).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });
});

describe('places', () => {
  test.each([
    [
      { in: 'header', name: 'authorization', prefix: 'Bearer ' } as const,
      { path: '/me?x=1', headers: ['a', 'b', 'authorization', 'Bearer k'] },
    ],
    [
      { in: 'header', name: 'A' } as const,
      // What the user sends in the same place is for issuing credentials.
      { path: '/me?x=1', headers: ['A', 'k'] },
    ],
    [{ in: 'query', name: 'api key' } as const, { path: '/me?x=1&api%20key=k', headers: ['a', 'b'] }],
    [{ in: 'cookie', name: 'sid' } as const, { path: '/me?x=1', headers: ['a', 'b', 'cookie', 'sid=k'] }],
  ])('%o', (place, expected) => {
    expect(speakerWith(URL_HERE, place, 'k', { a: 'b' })).toEqual(expected);
  });
});

describe('API keys', () => {
  const speak = (key: Parameters<typeof speakerWith>[2]) =>
    speakerWith(URL_HERE, { in: 'header', name: 'x-api-key' }, key, {});
  const supply = templateSupply('{hex:*}');

  test('are fresh in waves and the same in control phases', async () => {
    const arm = await credentialArm('credential', supply, 256, speak);
    const fresh = (await arm.fresh(500)).map(({ headers }) => headers[1]);
    expect(new Set([...fresh, arm.same.headers[1]]).size).toBe(501);
    expect(arm).toMatchObject({ credentialBytes: 256, newConnection: { same: false, fresh: false } });
  });

  test.each(['same-credential', 'connection', 'abort', 'websocket'] as const)(
    'of the arm %s never change, and are the user’s own where he sends one',
    async (name) => {
      const base = { url: 'http://h/me', consentHost: 'h', arm: name };
      const arm = await makeArm(checkOptions(base), supply, 256);
      expect(new Set(await arm.fresh(5))).toEqual(new Set([arm.same]));
      expect(arm).toMatchObject({ name, credentialBytes: 256 });
      const headers = { Authorization: 'Bearer mine' };
      expect((await makeArm(checkOptions({ ...base, headers }), supply, 256)).same.headers).toEqual([
        'Authorization',
        'Bearer mine',
      ]);
    },
  );
});

describe('payloads', () => {
  const base = { url: 'http://h/notes', consentHost: 'h', active: true };
  const bodies = async (more: Partial<RetentionOptions>, count = 100) => {
    const arm = await makeArm(checkOptions({ ...base, ...more }), templateSupply(), 4_096);
    return { arm, bodies: (await arm.fresh(count)).map(({ body = '' }) => body) };
  };

  test('are fresh in waves and the same in control phases, and say what they are', async () => {
    const { arm, bodies: made } = await bodies({ bodyTemplate: '{"note":"{hex:*}"}' });
    expect(arm).toMatchObject({ name: 'payload', credentialBytes: 2_048 });
    expect(new Set([...made, arm.same.body]).size).toBe(101);
    expect(made.every((body) => body.length === 2_048 && JSON.parse(body).note)).toBe(true);
    expect(arm.same.headers).toEqual(expect.arrayContaining(['content-type', 'application/json']));
  });

  test('grow, and begin again', async () => {
    const { arm, bodies: made } = await bodies({
      bodyTemplate: 'text={hex:*}',
      bodyBytes: { from: 100, to: 1_000 },
    });
    const sizes = made.map((body) => body.length);
    expect([sizes[0], sizes[49], sizes[50], sizes[99]]).toEqual([100, 1_000, 100, 1_000]);
    expect(sizes.reduce((sum, size) => sum + size, 0) / 100).toBeCloseTo(arm.credentialBytes, -1);
    expect(arm.same.headers).toEqual(expect.arrayContaining(['application/x-www-form-urlencoded']));
  });

  test('stay as they are where something else is fresh', async () => {
    const { arm, bodies: made } = await bodies({
      arm: 'credential',
      method: 'POST',
      bodyTemplate: '{"a":1}',
    });
    expect(new Set(made)).toEqual(new Set(['{"a":1}']));
    expect(arm.name).toBe('credential');
  });

  test.each([
    [{ active: false, bodyTemplate: '{uuid}' }, 'consent-missing', 'agree with --active'],
    [{ active: false, arm: 'body' }, 'consent-missing', 'agree with --active'],
    [{ bodyTemplate: '{uuid}', method: 'GET' }, 'bad-option', 'GET has no body'],
    [{ bodyTemplate: '{"a":1}' }, 'bad-option', 'The body template'],
    [{ bodyTemplate: '{uuid}', bodyBytes: { from: 9, to: 8 } }, 'bad-option', 'Bodies have from 32'],
    [{ arm: 'stream' }, 'bad-option', 'The stream arm needs HTTP/2: add --http2.'],
    [{ arm: 'websocket', http2: true }, 'bad-option', 'HTTP/2 has no websocket arm.'],
    [{ arm: 'handshake' }, 'bad-option', 'The handshake arm needs an https target.'],
    [{ arm: 'resume' }, 'bad-option', 'The resume arm needs an https target.'],
    [{ hello: 'hi' }, 'bad-option', 'A hello is sent in the websocket arm.'],
    [{ url: 'unix:app.sock' }, 'bad-option', 'write unix:/path/to.sock:/path/of/endpoint'],
    [{ url: 'unix:/run/app.sock:/me' }, 'consent-missing', 'agree by naming that socket'],
  ] as const)('%j is refused: %s', (more, code, sentence) => {
    expect(() => checkOptions({ ...base, ...more })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(sentence) }),
    );
  });

  test('consent to a socket names it, or its host', () => {
    for (const consentHost of ['/run/app.sock', 'localhost'])
      expect(checkOptions({ url: 'unix:/run/app.sock:/me?x=1', consentHost })).toMatchObject({
        socketPath: '/run/app.sock',
        target: new URL('http://localhost/me?x=1'),
      });
  });
});

describe('tokens', () => {
  const tokens = async (options: JwtOptions, count = 20) =>
    (await tokenSupply(options).take(count, 1_024)).map(String);
  const parts = (token: string) =>
    token.split('.', 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));

  test('have a fresh subject and id and the length that is asked for', async () => {
    const made = await tokens({ claims: { iss: 'https://issuer.example' } });
    const claims = made.map((token) => parts(token)[1]);
    expect(new Set(claims.flatMap(({ sub, jti }) => [sub, jti])).size).toBe(40);
    expect(claims[0].iss).toBe('https://issuer.example');
    for (const token of made) expect(Math.abs(token.length - 1_024)).toBeLessThan(24);
  });

  test('have a fresh key id and issuer where that is asked for, which begin as the user says', async () => {
    const made = await tokens({
      fresh: ['kid', 'iss'],
      claims: { iss: 'https://issuer.example', aud: 'x', sub: 'ann' },
    });
    const [headers, claims] = [made.map((token) => parts(token)[0]), made.map((token) => parts(token)[1])];
    expect(new Set(headers.map(({ kid }) => kid)).size).toBe(20);
    expect(new Set(claims.map(({ iss }) => iss)).size).toBe(20);
    expect(claims.every(({ iss }) => iss.startsWith('https://issuer.example/'))).toBe(true);
    expect(new Set(claims.map(({ sub, aud, jti }) => `${sub} ${aud} ${jti}`))).toEqual(
      new Set(['ann x undefined']),
    );
  });

  test('are signed with a secret', async () => {
    for (const token of await tokens({ secret: 'a secret of thirty-two characters' }, 3))
      await expect(jwtVerify(token, Buffer.from('a secret of thirty-two characters'))).resolves.toBeDefined();
  });

  test.each([
    ['RS256', generateKeyPairSync('rsa', { modulusLength: 2_048 })],
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['EdDSA', generateKeyPairSync('ed25519')],
  ])('are signed %s with a private key', async (alg, pair) => {
    const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const [token = ''] = await tokens({ privateKey }, 1);
    expect((await jwtVerify(token, pair.publicKey)).protectedHeader.alg).toBe(alg);
  });

  test('need a key that can be read', async () => {
    await expect(tokens({ privateKey: 'no key' })).rejects.toMatchObject({ code: 'bad-option' });
  });
});

describe('client certificates', () => {
  test.each(['ec', 'rsa', 'ed25519'] as const)(
    'are minted from a CA with an %s key and pass its verification',
    async (type) => {
      const authority = selfSigned(type);
      const arm = certificateArm(
        new URL('https://127.0.0.1/'),
        { caKey: authority.key, caCertificate: authority.certificate },
        6_144,
        {},
      );
      const [one, two] = await arm.fresh(2);
      const [first, second] = [
        new X509Certificate(one?.tls?.cert ?? ''),
        new X509Certificate(two?.tls?.cert ?? ''),
      ];
      const ca = new X509Certificate(authority.certificate);
      expect(first.checkIssued(ca)).toBe(true);
      expect(first.verify(ca.publicKey)).toBe(true);
      expect(first.serialNumber).not.toBe(second.serialNumber);
      expect(first.subject).not.toBe(second.subject);
      expect(Math.abs(first.raw.length - 6_144)).toBeLessThan(32);
      // Blocks of another length would move the target's memory by themselves.
      const lengths = (await arm.fresh(30)).map(({ tls }) => new X509Certificate(tls?.cert ?? '').raw.length);
      expect(new Set([...lengths, new X509Certificate(arm.same.tls?.cert ?? '').raw.length]).size).toBe(1);
      expect(createPublicKey(one?.tls?.key ?? '').equals(first.publicKey)).toBe(true);
    },
  );

  test('are accepted in a real handshake, a new one per request', async () => {
    const authority = selfSigned('ec');
    const seen: string[] = [];
    const server = https.createServer(
      {
        key: authority.key,
        cert: authority.certificate,
        ca: authority.certificate,
        requestCert: true,
        rejectUnauthorized: true,
      },
      (request, response) => {
        seen.push((request.socket as TLSSocket).getPeerCertificate().fingerprint256);
        response.end();
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const arm = certificateArm(
      url,
      { caKey: authority.key, caCertificate: authority.certificate },
      2_048,
      {},
    );
    const loader = connectionLoader({ url, method: 'GET', verify: false });
    try {
      for (const speaker of [arm.same, ...(await arm.fresh(3)), arm.same])
        expect((await loader.send(speaker)).status).toBe(200);
    } finally {
      server.close();
      server.closeAllConnections();
    }
    expect(seen[0]).toBe(seen[4]);
    expect(new Set(seen).size).toBe(4);
  });

  test('need a CA key that belongs to its certificate', () => {
    const [one, two] = [selfSigned('ec'), selfSigned('ec')];
    expect(() =>
      certificateArm(new URL('https://h/'), { caKey: one.key, caCertificate: two.certificate }, 512, {}),
    ).toThrow(expect.objectContaining({ code: 'bad-option' }));
    expect(() => certificateArm(new URL('https://h/'), { folder: '/nowhere' }, 512, {})).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    );
  });
});
