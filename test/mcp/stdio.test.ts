import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { servesToStrangers } from '../../lab/bola/foreign-object-served.ts';
import { openArchive } from '../../src/archive/archive.ts';
import { freshFolder, MAIN } from '../cli/command.ts';
import { leakyApi, slowApi } from './apis.ts';

let slow: ServedLab;
let leaky: ServedLab;
beforeAll(async () => {
  slow = await serveLab(slowApi());
  leaky = await serveLab(leakyApi());
});
afterAll(() => Promise.all([slow.close(), leaky.close()]));

interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly folder: string;
  readonly output: () => string;
  readonly errors: () => string;
  send(message: object): void;
  /** Resolves with the first message of which this is true. */
  until(wanted: (message: Message) => boolean): Promise<Message>;
}

interface Message {
  readonly jsonrpc?: unknown;
  readonly id?: unknown;
  readonly method?: string;
  readonly result?: Record<string, unknown>;
}

/** A server as an assistant starts it, spoken to by hand: no client in between that could hide what is written. */
function start(env: Record<string, string> = {}): Started {
  const home = freshFolder();
  const child = spawn(process.execPath, [MAIN, 'mcp'], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: home, ...env },
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    errors += chunk;
  });
  return {
    child,
    folder: join(home, 'middlebrick', 'scans'),
    output: () => output,
    errors: () => errors,
    send: (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
    async until(wanted) {
      for (;;) {
        const found = whole(output).find(wanted);
        if (found) return found;
        if (child.exitCode !== null) throw new Error(`it ended: ${errors}`);
        await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      }
    },
  };
}

/** Every whole line, read as JSON: a line that is none throws. */
function whole(output: string): Message[] {
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Message);
}

async function introduced(server: Started): Promise<void> {
  server.send({
    id: 'hello',
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  });
  await server.until(({ id }) => id === 'hello');
  server.send({ method: 'notifications/initialized' });
}

const call = (id: string, name: string, args: object) => ({
  id,
  method: 'tools/call',
  params: { name, arguments: args, _meta: { progressToken: id } },
});

test('standard output is protocol alone, through scans, warnings and failures', async () => {
  const server = start({ NODE_OPTIONS: '--trace-warnings', DEBUG: '*', FORCE_COLOR: '1' });
  await introduced(server);
  server.send(call('scan', 'scan_api', { url: `${leaky.url}/away`, include: ['data-exposure'] }));
  expect((await server.until(({ id }) => id === 'scan')).result).toMatchObject({
    structuredContent: { untrusted: { warnings: [expect.stringContaining('out of scope')] } },
  });
  server.send(call('bad', 'scan_api', { url: 'http://127.0.0.1:9' }));
  expect((await server.until(({ id }) => id === 'bad')).result).toMatchObject({ isError: true });
  server.child.stdin.write('this is no JSON\n');
  server.send(call('rules', 'list_rules', {}));
  await server.until(({ id }) => id === 'rules');
  server.child.stdin.end();
  const [code] = await once(server.child, 'exit');
  expect(code).toBe(0);
  const messages = whole(server.output());
  expect(server.output().endsWith('\n')).toBe(true);
  for (const message of messages) expect(message.jsonrpc).toBe('2.0');
  expect(messages.some(({ method }) => method === 'notifications/progress')).toBe(true);
});

test.each(
  Object.entries({
    'its input is closed': (server: Started) => server.child.stdin.end(),
    'it is told to (SIGTERM)': (server: Started) => server.child.kill('SIGTERM'),
    'the user presses Ctrl-C': (server: Started) => server.child.kill('SIGINT'),
    'nobody reads it any more': (server: Started) => {
      server.child.stdout.destroy();
      server.send(call('more', 'list_rules', {}));
    },
  }),
)('it ends when %s, and keeps what the scan had found', async (_name, end) => {
  const server = start();
  await introduced(server);
  server.send(call('scan', 'scan_api', { url: slow.url }));
  await server.until(({ method }) => method === 'notifications/progress');
  const began = performance.now();
  end(server);
  const [code] = await once(server.child, 'exit');
  expect(code, server.errors()).toBe(0);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect((await openArchive(server.folder).heads()).heads).toMatchObject([
    { partial: 'stopped by the user' },
  ]);
});

test('it ends at once when there is nothing under way', async () => {
  const server = start();
  await introduced(server);
  server.child.stdin.end();
  const [code] = await once(server.child, 'exit');
  expect(code).toBe(0);
  expect(server.errors()).toBe('');
});

test('a secret that was named comes out nowhere', async () => {
  const secret = 'sk-very-secret-value-9f8e7d';
  const server = start({ MIDDLEBRICK_TOKEN: secret });
  await introduced(server);
  const credential = { bearer: 'env:MIDDLEBRICK_TOKEN' };
  server.send(
    call('scan', 'scan_api', { url: `${leaky.url}/users`, credential, include: ['authentication'] }),
  );
  await server.until(({ id }) => id === 'scan');
  server.send(
    call('twice', 'scan_api', { url: leaky.url, credential: { ...credential, basic: `a:${secret}` } }),
  );
  expect((await server.until(({ id }) => id === 'twice')).result).toMatchObject({ isError: true });
  server.child.stdin.end();
  await once(server.child, 'exit');
  expect(server.output()).not.toContain(secret);
  expect(server.errors()).not.toContain(secret);
  expect(JSON.stringify(await openArchive(server.folder).named('last'))).not.toContain(secret);
});

test('of two users, what belongs to one is asked for by the other, and neither secret is repeated', async () => {
  const shop = await serveLab(servesToStrangers);
  const server = start({ MIDDLEBRICK_ADA: 'ada-token-5Tq', MIDDLEBRICK_BOB: 'bob-token-8Wd' });
  try {
    await introduced(server);
    const users = {
      credential: { name: 'ada', bearer: 'env:MIDDLEBRICK_ADA' },
      others: [{ name: 'bob', bearer: 'env:MIDDLEBRICK_BOB' }],
    };
    const asked = { url: shop.url, include: ['foreign-object-served'], ...users };
    server.send(call('two', 'scan_api', asked));
    const answered = await server.until(({ id }) => id === 'two');
    expect(answered.result).toMatchObject({
      structuredContent: { findings: { high: 1 } },
    });
    expect(JSON.stringify(answered)).not.toMatch(/ada-token|bob-token/);
    server.send(call('same', 'scan_api', { ...asked, others: [{ bearer: 'env:MIDDLEBRICK_ADA' }] }));
    const refused = JSON.stringify(await server.until(({ id }) => id === 'same'));
    expect(refused).toContain('has the same credential');
    expect(refused).not.toContain('ada-token');
  } finally {
    server.child.stdin.end();
    await shop.close();
  }
});
