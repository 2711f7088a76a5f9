import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { legacySessions } from '../../src/mcp/legacy-sessions.ts';
import { createMcpServer } from '../../src/mcp/server.ts';
import { slowApi } from './apis.ts';
import { serveMcp, workbench } from './bench.ts';
import { connect } from './clients.ts';

const ADDRESS = 'http://127.0.0.1/mcp';
const HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };

const initialize = () =>
  JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  });

/** More than there are sessions. */
const STRANGERS = 40;

test('forty strangers that begin end no scan under way', async () => {
  const slow = await serveLab(slowApi());
  const served = await serveMcp(workbench());
  const client = await connect('old', { url: served.url });
  let strangers: Promise<number[]> | undefined;
  const scan = client.call(
    'scan_api',
    { url: slow.url, maxSeconds: 3 },
    {
      onprogress: () => {
        strangers ??= Promise.all(
          Array.from({ length: STRANGERS }, async () => {
            const answer = await fetch(served.url, { method: 'POST', headers: HEADERS, body: initialize() });
            await answer.text();
            return answer.status;
          }),
        );
      },
    },
  );
  expect(await scan).toMatchObject({ isError: false });
  expect(await strangers).toEqual(Array.from({ length: STRANGERS }, () => 200));
  expect((await client.call('list_rules', { check: 'bola' })).isError).toBe(false);
  await client.close();
  await Promise.all([served.close(), slow.close()]);
});

describe('room for sessions', () => {
  const open = () => legacySessions(() => createMcpServer(workbench()));
  const begin = async (sessions: ReturnType<typeof open>) => {
    const answer = await sessions.fetch(
      new Request(ADDRESS, { method: 'POST', headers: HEADERS, body: initialize() }),
    );
    await answer.text();
    return { status: answer.status, id: answer.headers.get('mcp-session-id') ?? '' };
  };
  const ask = async (sessions: ReturnType<typeof open>, id: string, method = 'ping') => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 2, method });
    const headers = { ...HEADERS, 'mcp-session-id': id, 'mcp-protocol-version': '2025-11-25' };
    const answer = await sessions.fetch(new Request(ADDRESS, { method: 'POST', headers, body }));
    await answer.text();
    return answer.status;
  };

  test('one that was used stays before those that only began', async () => {
    const sessions = open();
    const mine = await begin(sessions);
    expect(await ask(sessions, mine.id)).toBe(200);
    const first = await begin(sessions);
    for (let at = 0; at < STRANGERS; at += 1) expect((await begin(sessions)).status).toBe(200);
    expect(await ask(sessions, mine.id)).toBe(200);
    expect(await ask(sessions, first.id)).toBe(404);
    await sessions.close();
  });

  test('where all listen for answers, newcomers wait; one that hangs up makes room', async () => {
    const sessions = open();
    const streams: Response[] = [];
    for (let at = 0; at < STRANGERS; at += 1) {
      const { status, id } = await begin(sessions);
      if (status === 503) break;
      const headers = {
        Accept: 'text/event-stream',
        'mcp-session-id': id,
        'mcp-protocol-version': '2025-11-25',
      };
      streams.push(await sessions.fetch(new Request(ADDRESS, { headers })));
    }
    expect(streams.length).toBeGreaterThan(8);
    expect(streams.length).toBeLessThan(STRANGERS);
    expect((await begin(sessions)).status).toBe(503);
    await streams[0]?.body?.cancel();
    expect((await begin(sessions)).status).toBe(200);
    await sessions.close();
  });
});

/** What Gemini's API, and others that read a subset of JSON Schema, refuse in the input of a tool. */
const REFUSED = [
  'propertyNames',
  'patternProperties',
  'prefixItems',
  'const',
  '$ref',
  '$defs',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'oneOf',
  'allOf',
  'not',
  'if',
  'contains',
  'dependentRequired',
  'unevaluatedProperties',
];

test('inputs of tools are described in words that every assistant reads', async () => {
  const served = await serveMcp(workbench());
  const client = await connect('old', { url: served.url });
  const { tools } = await client.raw.listTools();
  await client.close();
  await served.close();
  const wrong: string[] = [];
  const walk = (node: unknown, at: string, isNames = false) => {
    if (typeof node !== 'object' || node === null) return;
    const members = Object.entries(node);
    if (!isNames && !Array.isArray(node)) {
      for (const [key] of members) if (REFUSED.includes(key)) wrong.push(`${key} at ${at}`);
      const { type, items } = node as { type?: unknown; items?: unknown };
      if (Array.isArray(type)) wrong.push(`several types at ${at}`);
      if (type === 'array' && items === undefined) wrong.push(`no items at ${at}`);
    }
    for (const [key, value] of members) walk(value, `${at}/${key}`, key === 'properties' && !isNames);
  };
  for (const { name, inputSchema } of tools) {
    walk(inputSchema, name);
    // Assistants put the server's name before it, and refuse more than 64 characters.
    expect(`mcp_middlebrick_${name}`.length).toBeLessThanOrEqual(64);
  }
  expect(wrong).toEqual([]);
});
