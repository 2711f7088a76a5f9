import http from 'node:http';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openTransport } from '../../src/http/transport.ts';
import { anonymous } from '../../src/identities/identity.ts';
import { scan } from '../../src/scan.ts';
import { parseTarget } from '../../src/target.ts';

test('an IPv6 address is a target like any other', async () => {
  expect(parseTarget('[::1]:3000/v1').url).toBe('http://[::1]:3000/v1');
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(`${request.headers.authorization ?? 'nobody'} ${request.url}`);
    response.setHeader('Content-Type', 'application/json').end('[{"id":7,"text":"milk"}]');
  });
  await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { target } = await scan({
      guesses: 'first',
      url: `[::1]:${port}/notes`,
      identities: [{ name: 'ada', credentials: [{ kind: 'bearer', token: 'token-of-ada-1' }] }],
      selection: { include: ['missing-content-type-options'], exclude: [] },
    });
    expect(target.url).toBe(`http://[::1]:${port}/notes`);
    expect(asked).toContain('Bearer token-of-ada-1 /notes');
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('lines that belong to one HTTP/1.1 connection do not go out over HTTP/2', async () => {
  const lines: string[][] = [];
  const server = http2.createServer();
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on('session', (session) => sessions.add(session));
  server.on('stream', (stream, headers) => {
    lines.push(Object.keys(headers));
    stream.respond({ ':status': 200 });
    stream.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const transport = openTransport();
  try {
    const belong = ['Connection', 'Keep-Alive', 'Proxy-Connection', 'Transfer-Encoding', 'Upgrade', 'TE'];
    for (const name of belong) {
      const answer = await transport.send(
        { method: 'POST', url: `http://127.0.0.1:${port}/`, headers: [[name, 'chunked']], body: 'x' },
        { identity: anonymous, signal: new AbortController().signal },
      );
      expect(answer, name).toMatchObject({ status: 200, httpVersion: '2.0' });
    }
    const carried = lines.flat().filter((name) => belong.some((one) => one.toLowerCase() === name));
    expect(carried).toEqual([]);
  } finally {
    transport.close();
    for (const session of sessions) session.destroy();
    server.close();
  }
});
