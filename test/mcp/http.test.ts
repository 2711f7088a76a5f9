import http from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { openArchive } from '../../src/archive/archive.ts';
import { legacySessions } from '../../src/mcp/legacy-sessions.ts';
import { createMcpServer } from '../../src/mcp/server.ts';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { leakyApi, slowApi } from './apis.ts';
import type { ServedMcp } from './bench.ts';
import { serveMcp, workbench } from './bench.ts';
import { connect, GENERATIONS } from './clients.ts';

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});
const TOKEN = 'correct-horse-battery-staple';

/** `fetch` would write a Host of its own. */
function post(url: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const given = {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      ...headers,
    };
    const request = http.request(url, { method: 'POST', headers: given }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on('error', reject).end(INITIALIZE);
  });
}

describe('who is let in', () => {
  let open: ServedMcp;
  let guarded: ServedMcp;
  beforeAll(async () => {
    open = await serveMcp(workbench());
    guarded = await serveMcp(workbench(), { token: TOKEN, hosts: ['scanner.internal'] });
  });
  afterAll(() => Promise.all([open.close(), guarded.close()]));

  test.each(
    Object.entries({
      'a program on this machine': [{}, 200],
      'a page of this machine': [{ Origin: 'http://localhost:6274' }, 200],
      'a page of elsewhere': [{ Origin: 'https://evil.example' }, 403],
      'a page without an origin of its own': [{ Origin: 'null' }, 403],
      'a name that was pointed at this machine': [{ Host: 'evil.example' }, 403],
      'a name that only looks like this machine': [{ Host: 'localhost.evil.example' }, 403],
    } satisfies Record<string, [Record<string, string>, number]>),
  )('%s', async (_name, [headers, status]) => {
    expect((await post(open.url, headers)).status).toBe(status);
  });

  test.each(
    Object.entries({
      'no token': [{}, 401],
      'another token': [{ Authorization: `Bearer ${TOKEN}x` }, 401],
      'another scheme': [{ Authorization: `Basic ${TOKEN}` }, 401],
      'the token': [{ Authorization: `Bearer ${TOKEN}` }, 200],
      'the token under a further name': [
        { Authorization: `Bearer ${TOKEN}`, Host: 'scanner.internal:7357' },
        200,
      ],
      'the token under a foreign name': [{ Authorization: `Bearer ${TOKEN}`, Host: 'evil.example' }, 403],
    } satisfies Record<string, [Record<string, string>, number]>),
  )('where a token is demanded: %s', async (_name, [headers, status]) => {
    const answer = await post(guarded.url, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain(TOKEN);
  });

  test('there is nothing elsewhere', async () => {
    expect((await post(open.url.replace('/mcp', '/'), {})).status).toBe(404);
  });

  test.each(GENERATIONS)('a client of the %s generation with its token', async (generation) => {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const client = await connect(generation, { url: guarded.url, headers });
    expect((await client.call('list_rules', { check: 'bola' })).isError).toBe(false);
    await client.close();
    await expect(connect(generation, { url: guarded.url })).rejects.toThrow();
  });
});

describe('the command', () => {
  test.each(
    Object.entries({
      'is not opened to others without a token': [['--http', '--host', '0.0.0.0'], /token/],
      'takes no port that is none': [['--http', '--port', 'x'], /--port takes a number/],
      'takes no token without HTTP': [['--token', 'abc'], /--token is for --http/],
      'says which variable is missing': [['--http', '--token', 'env:NOPE'], /NOPE is not set/],
      'takes no target that is none': [['--target', 'ftp://x'], /Only http and https/],
    } satisfies Record<string, [string[], RegExp]>),
  )('%s', async (_name, [args, says]) => {
    const ran = await middlebrick(['mcp', ...args]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(says);
    expect(ran.stderr.trim().split('\n').length).toBe(1);
    expect(ran.stdout).toBe('');
  });

  test('says that a port is taken', async () => {
    const served = await serveMcp(workbench());
    const ran = await middlebrick(['mcp', '--http', '--port', new URL(served.url).port]);
    await served.close();
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/the port is taken/);
  });

  test('says where it listens, and ends on Ctrl-C', async () => {
    const ran = await middlebrick(['mcp', '--http', '--port', '0'], { interruptAt: /MCP at/ });
    expect(ran.stderr).toMatch(/MCP at http:\/\/127\.0\.0\.1:\d+\/mcp/);
    expect(ran).toMatchObject({ code: 0, stdout: '' });
  });
});

describe('what is under way', () => {
  let slow: ServedLab;
  let leaky: ServedLab;
  beforeAll(async () => {
    slow = await serveLab(slowApi());
    leaky = await serveLab(leakyApi());
  });
  afterAll(() => Promise.all([slow.close(), leaky.close()]));

  test('a second scan is refused while one runs, whoever asks; reading goes on', async () => {
    const served = await serveMcp(workbench());
    const [first, second] = await Promise.all([
      connect('new', { url: served.url }),
      connect('old', { url: served.url }),
    ]);
    const cancel = new AbortController();
    let refused: Promise<{ text: string; isError: boolean }> | undefined;
    const scan = first.call(
      'scan_api',
      { url: slow.url },
      {
        signal: cancel.signal,
        onprogress: () => {
          refused ??= second.call('scan_api', { url: leaky.url });
        },
      },
    );
    scan.catch(() => {});
    while (refused === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    const { text, isError } = await refused;
    expect(isError).toBe(true);
    expect(text).toMatch(/A scan is under way/);
    expect((await second.call('list_scans')).isError).toBe(false);
    expect(leaky.requests()).toBe(0);
    cancel.abort();
    await expect(scan).rejects.toThrow();
    await Promise.all([first.close(), second.close()]);
    await served.close();
  });

  test.each(GENERATIONS)(
    'a server that ends still answers a client of the %s generation',
    async (generation) => {
      const folder = join(freshFolder(), 'scans');
      const served = await serveMcp(workbench({ folder }));
      const client = await connect(generation, { url: served.url });
      let ended: Promise<void> | undefined;
      const scan = client.call(
        'scan_api',
        { url: slow.url },
        {
          onprogress: () => {
            ended ??= served.close();
          },
        },
      );
      expect((await scan).data).toMatchObject({ partial: true });
      await ended;
      expect((await openArchive(folder).heads()).heads).toMatchObject([{ partial: 'stopped by the user' }]);
      await client.close();
    },
  );

  test('only what the user opened is scanned', async () => {
    const served = await serveMcp(workbench({ targets: [leaky.url] }));
    const client = await connect('new', { url: served.url });
    const asked = slow.requests();
    for (const [tool, args] of [
      ['scan_api', { url: slow.url }],
      ['scan_api', { url: leaky.url, scope: [slow.url] }],
      ['scan_api', { url: leaky.url, spec: `${slow.url}/openapi.json` }],
      ['probe_retention', { url: slow.url, consentHost: '127.0.0.1' }],
    ] as const) {
      const { isError, text } = await client.call(tool, args);
      expect(isError, text).toBe(true);
      expect(text).toMatch(/opened only/);
    }
    expect(slow.requests()).toBe(asked);
    const scanned = await client.call('scan_api', { url: `${leaky.url}/users`, include: ['data-exposure'] });
    expect(scanned.isError, scanned.text).toBe(false);
    await client.close();
    await served.close();
  });
});

test('a client that comes after 32 others takes the place of the one longest unused', async () => {
  const bench = workbench();
  const sessions = legacySessions(() => createMcpServer(bench));
  const send = (body: unknown, id?: string) =>
    sessions.fetch(
      new Request('http://127.0.0.1/mcp', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
          ...(id ? { 'mcp-session-id': id } : {}),
        },
        body: JSON.stringify(body),
      }),
    );
  const ids: string[] = [];
  for (let count = 0; count < 32; count += 1) {
    ids.push((await send(JSON.parse(INITIALIZE))).headers.get('mcp-session-id') ?? '');
  }
  const ping = { jsonrpc: '2.0', id: 2, method: 'ping' };
  const [first = '', second = ''] = ids;
  expect((await send(ping, first)).status).toBe(200);
  await send(JSON.parse(INITIALIZE));
  expect((await send(ping, first)).status).toBe(200);
  expect((await send(ping, second)).status).toBe(404);
  await sessions.close();
  expect((await send(ping, first)).status).toBe(404);
});
