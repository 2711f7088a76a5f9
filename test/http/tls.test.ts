import { setMaxListeners } from 'node:events';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { authority, good, overTls, serverCertificate } from '../../lab/encryption/authority.ts';
import { ada, expired } from '../../lab/encryption/client-certificates.ts';
import { text } from '../../src/http/exchange.ts';
import { tlsIdentityProblem } from '../../src/http/tls-context.ts';
import { openTransport } from '../../src/http/transport.ts';
import type { Identity } from '../../src/identities/identity.ts';
import { anonymous } from '../../src/identities/identity.ts';
import { mintCertificate } from '../../src/material/certificates.ts';

const live = openTransport({ ca: authority.cert, requestTimeoutMs: 2_000 });
afterAll(() => live.close());
const { signal } = new AbortController();
setMaxListeners(0, signal);
const send = (url: string, identity: Identity = anonymous, more: object = {}) =>
  live.send({ method: 'GET', url, headers: [['Host', new URL(url).host]] }, { identity, signal, ...more });

async function asking(app: LabApp, path: string, identity?: Identity, more?: object) {
  const lab = await serveLab(app);
  try {
    return await send(lab.url + path, identity, more);
  } finally {
    await lab.close();
  }
}

const mutual = (tls: object = {}) =>
  overTls(
    good,
    { requestCert: true, rejectUnauthorized: true, ca: authority.cert, ...tls },
    (request, response) => {
      const socket = request.socket as import('node:tls').TLSSocket;
      response.end(`${socket.getPeerCertificate().subject?.CN} ${socket.isSessionReused()}`);
    },
  );

describe('facts', () => {
  test('of a good certificate', async () => {
    const { tls } = await asking(overTls(), '/users');
    expect(tls).toMatchObject({ protocol: 'TLSv1.3', trusted: true, alpn: 'http/1.1' });
    expect(tls?.nameProblem).toBeUndefined();
    expect(tls?.chain[0]).toMatchObject({
      keyType: 'ec',
      keyBits: 256,
      signatureAlgorithm: 'ecdsa-with-SHA256',
      selfSigned: false,
      isCa: false,
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
    });
    expect(tls?.chain).toHaveLength(2);
  });

  test('stay with a connection that is used again', async () => {
    const lab = await serveLab(overTls());
    const [first, second] = [await send(`${lab.url}/users`), await send(`${lab.url}/users`)];
    expect(second.tls).toBe(first.tls);
    await lab.close();
  });

  test('an old version is spoken where there is nothing else', async () => {
    const app = overTls(serverCertificate({ rsaBits: 2048 }), {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    expect((await asking(app, '/users')).tls?.protocol).toBe('TLSv1');
  });
});

describe('refusals and their alerts', () => {
  test('TLS 1.3 says only after the handshake that it wanted a certificate', async () => {
    await expect(asking(mutual({ minVersion: 'TLSv1.3' }), '/')).rejects.toMatchObject({
      code: 'client-certificate',
      alert: 'certificate_required',
    });
  });

  test('TLS 1.2 says it with handshake_failure', async () => {
    await expect(asking(mutual({ maxVersion: 'TLSv1.2' }), '/')).rejects.toMatchObject({
      code: 'client-certificate',
      alert: 'handshake_failure',
    });
  });

  test('which is no matter of certificates when no cipher is shared', async () => {
    const app = overTls(serverCertificate({ rsaBits: 2048 }), { maxVersion: 'TLSv1.2', ciphers: 'PSK' });
    await expect(asking(app, '/')).rejects.toMatchObject({ code: 'tls', alert: 'handshake_failure' });
  });

  test('a server that speaks no TLS at all', async () => {
    const lab = await serveLab({ routes: (_request, response) => response.end() });
    await expect(send(lab.url.replace('http:', 'https:'))).rejects.toMatchObject({ code: 'tls' });
    await lab.close();
  });
});

describe('client certificates', () => {
  test('each identity is itself, on connections of its own, without resumption', async () => {
    const other = mintCertificate({ subject: { commonName: 'bob' }, issuer: authority, usage: 'client' });
    const bob: Identity = { name: 'ada', credentials: [], tls: { cert: other.cert, key: other.key } };
    const lab = await serveLab(mutual());
    const said = [];
    for (const identity of [ada, bob, ada, bob]) said.push(text(await send(lab.url, identity)));
    expect(said).toEqual(['ada false', 'bob false', 'ada false', 'bob false']);
    await expect(send(lab.url)).rejects.toMatchObject({ code: 'client-certificate' });
    await lab.close();
  });

  test('an expired one gets no answer from a server that verifies', async () => {
    await expect(asking(mutual(), '/', expired)).rejects.toMatchObject({ code: /reset|client-certificate/ });
  });

  test('one that cannot be used is said', async () => {
    const mixed = { ...ada, tls: { cert: ada.tls?.cert ?? '', key: good.key } };
    await expect(send('https://127.0.0.1:9/', mixed)).rejects.toMatchObject({
      code: 'client-certificate',
      message: /the key does not belong to the certificate/,
    });
    expect(tlsIdentityProblem({ cert: 'x', key: 'y' })).toBe('it is not readable PEM');
    expect(tlsIdentityProblem({ cert: good.cert, key: good.key })).toBeUndefined();
  });
});

describe('trust before credentials', () => {
  const self = mintCertificate({ subject: { commonName: 'x' }, altNames: ['127.0.0.1'] });

  test('nothing is sent to a server that does not verify', async () => {
    const lab = await serveLab(overTls(self));
    await expect(send(`${lab.url}/users`, anonymous, { requireTrust: true })).rejects.toMatchObject({
      code: 'untrusted-tls',
    });
    // Nor over a connection that somebody without a secret left open.
    expect((await send(`${lab.url}/users`)).tls).toMatchObject({
      trusted: false,
      problem: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    await expect(send(`${lab.url}/users`, anonymous, { requireTrust: true })).rejects.toMatchObject({
      code: 'untrusted-tls',
    });
    expect(lab.requests()).toBe(1);
    await lab.close();
  });

  test('a good one gets it', async () => {
    expect((await asking(overTls(), '/users', anonymous, { requireTrust: true })).status).toBe(200);
  });
});

describe('HTTP/2 where nothing else is offered', () => {
  const serveHttp2 = async (secure: boolean) => {
    const answer = (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => {
      stream.on('error', () => undefined);
      if (headers[':path'] === '/slow') return stream.respond({ ':status': 200 });
      if (headers[':path'] === '/endless') {
        stream.respond({ ':status': 200 });
        const pour = () => {
          while (!stream.destroyed && stream.write('x'.repeat(16_384)));
          if (!stream.destroyed) stream.once('drain', pour);
        };
        return pour();
      }
      let body = '';
      stream.on('data', (chunk) => {
        body += chunk;
      });
      stream.on('end', () => {
        stream.respond({ ':status': 201, 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] });
        stream.end(`${headers[':method']} ${headers[':authority']} ${headers['x-a']} ${body}`);
      });
    };
    const server = secure
      ? http2.createSecureServer({ cert: good.cert, key: good.key })
      : http2.createServer();
    server.on('stream', answer);
    const sessions = new Set<http2.ServerHttp2Session>();
    server.on('session', (session) => sessions.add(session));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
      sessions,
      close: () => {
        for (const session of sessions) session.destroy();
        server.close();
      },
    };
  };

  test.each([true, false])('secure: %s', async (secure) => {
    const server = await serveHttp2(secure);
    const request = {
      method: 'POST',
      url: `${server.url}/a`,
      headers: [
        ['Host', 'named.example'],
        ['X-A', 'b'],
        ['Connection', 'close'],
      ] as const,
      body: 'hello',
    };
    const answers = await Promise.all(
      [1, 2, 3].map(() => live.send(request, { identity: anonymous, signal })),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 201, httpVersion: '2.0', truncated: false });
      expect(text(answer)).toBe('POST named.example b hello');
      expect(answer.headers.filter(([name]) => name === 'set-cookie')).toHaveLength(2);
      if (secure) expect(answer.tls).toMatchObject({ alpn: 'h2', trusted: true });
    }
    server.close();
  });

  test('the same caps hold', async () => {
    const server = await serveHttp2(true);
    const quick = openTransport({ requestTimeoutMs: 400, maxBodyBytes: 50_000 });
    const ask = (path: string) =>
      quick.send({ method: 'GET', url: server.url + path, headers: [] }, { identity: anonymous, signal });
    const endless = await ask('/endless');
    expect(endless).toMatchObject({ truncated: true });
    expect(endless.body.length).toBe(50_000);
    const started = performance.now();
    expect(await ask('/slow')).toMatchObject({ status: 200, truncated: true });
    expect(performance.now() - started).toBeLessThan(600);
    quick.close();
    server.close();
  });
});

describe('offers', () => {
  const offer = async (app: LabApp, version: 'TLSv1' | 'TLSv1.2', suites?: number[]) => {
    const lab = await serveLab(app);
    try {
      return await live.handshake({ url: lab.url, version, ...(suites ? { suites } : {}) }, { signal });
    } finally {
      await lab.close();
    }
  };

  test('taken, refused with the alert, and not TLS', async () => {
    expect(await offer(overTls(), 'TLSv1.2')).toMatchObject({
      accepted: true,
      version: 'TLSv1.2',
      cipher: expect.stringMatching(/^TLS_ECDHE_ECDSA_WITH_/),
    });
    expect(await offer(overTls(), 'TLSv1')).toEqual({ accepted: false, alert: 'protocol_version' });
    expect(await offer(overTls(), 'TLSv1.2', [0x000a])).toEqual({
      accepted: false,
      alert: 'handshake_failure',
    });
    await expect(
      live.handshake({ url: 'https://127.0.0.1:9/', version: 'TLSv1' }, { signal }),
    ).rejects.toMatchObject({
      code: 'refused',
    });
  });
});
