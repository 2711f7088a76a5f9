import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { documented } from '../../lab/documented.ts';
import { notesService } from '../../lab/graphql/notes.ts';
import { serveOldObjects, TOKENS } from '../../lab/journal/old-objects.ts';
import { optionsOf } from '../wiring/typed.ts';
import { freshFolder, MAIN, middlebrick } from './command.ts';

const AT = '2026-01-02T03:04:05.000Z';

/** A folder whose journals say that a killed scan of this service may have made a note as the user `default`. */
function leftBy(url: string, made?: object): { readonly cwd: string; readonly journals: () => string[] } {
  const cwd = freshFolder();
  const folder = join(cwd, 'state', 'middlebrick', 'journals');
  mkdirSync(folder, { recursive: true });
  const head = {
    version: 1,
    scan: 'abcd1234-0',
    startedAt: AT,
    target: `${url}/`,
    scope: [url],
    process: 2 ** 30,
  };
  const note = { url: `${url}/notes/{}`, field: 'id', reads: true, removes: true, list: `${url}/notes` };
  const intent = {
    ...{
      kind: 'make',
      what: 'mb00aa11bb, made by POST /notes',
      by: 'default',
      method: 'POST',
      url: `${url}/notes`,
    },
    ...{ tag: 'mb00aa11bb', recipe: made ?? { lists: [`${url}/notes`], objects: [note], self: [] } },
  };
  const lines = [head, { entry: 1, at: AT, intent }].map((line) => JSON.stringify(line));
  // The end of the process cut the last line off.
  writeFileSync(join(folder, 'killed.jsonl'), `${lines.join('\n')}\n{"entry":1,"at":"2026`);
  return { cwd, journals: () => (existsSync(folder) ? readdirSync(folder) : []) };
}

async function made(url: string): Promise<void> {
  const headers = { Authorization: `Bearer ${TOKENS.ada}` };
  await fetch(`${url}/notes`, { method: 'POST', headers, body: '{"title":"mb00aa11bb"}' });
}

test('what a killed scan left is listed, and removed with the credential that made it', async () => {
  const service = await serveOldObjects('plain');
  const { cwd, journals } = leftBy(service.url);
  try {
    await made(service.url);
    const listed = await middlebrick(['cleanup', '--list'], { cwd });
    expect(listed.stdout).toContain(`abcd1234  2026-01-02 03:04  ${service.url}/`);
    expect(listed.stdout).toContain('mb00aa11bb, made by POST /notes');
    expect(listed.stdout).toContain('made as default: give the same credentials');
    const bare = await middlebrick(['cleanup', 'abcd', '--config', nothing(cwd)], { cwd });
    expect(bare).toMatchObject({ code: 1 });
    expect(bare.stdout).toContain('0 removed, 1 left');
    expect(service.added()).toHaveLength(1);
    const removed = await middlebrick(['cleanup', 'last', '--bearer', TOKENS.ada], { cwd });
    expect(removed.stdout).toContain('1 removed, 0 left');
    expect(removed.code).toBe(0);
    expect(service.added()).toEqual([]);
    expect(service.damaged()).toEqual([]);
    expect(journals()).toEqual([]);
  } finally {
    await service.close();
  }
});

test('so is what it made by a mutation', async () => {
  const lab = notesService();
  const served = await serveLab(lab);
  const ask = async (query: string, token = '') => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
    const answer = await fetch(`${served.url}/graphql`, {
      ...{ method: 'POST', headers, body: JSON.stringify({ query }) },
    });
    return (await answer.json()).data;
  };
  const input = '{email:"ann@example.com",password:"quiet-Heron-48"}';
  const query = `${served.url}/graphql/~query`;
  const { cwd, journals } = leftBy(served.url, {
    lists: [`${query}/notes`],
    objects: [{ url: `${query}/note/{}`, field: 'id', reads: true, removes: true, list: `${query}/notes` }],
    self: [],
  });
  try {
    await ask(`mutation{register(input:${input}){id}}`);
    const { token } = (await ask(`mutation{login(input:${input}){token}}`)).login;
    await ask('mutation{createNote(input:{title:"mb00aa11bb"}){note{id}}}', token);
    expect(lab.left()).toBe(2);
    const removed = await middlebrick(['cleanup', 'last', '--bearer', token], { cwd });
    expect(removed.stdout).toContain('1 removed, 0 left');
    // The user is none of the scan's.
    expect(lab.left()).toBe(1);
    expect(journals()).toEqual([]);
  } finally {
    await served.close();
  }
});

test('a journal can be dropped, and an unknown scan is said', async () => {
  const { cwd, journals } = leftBy('http://127.0.0.1:9');
  expect(await middlebrick(['cleanup', 'ffff'], { cwd })).toMatchObject({ code: 2 });
  expect(await middlebrick(['cleanup', 'abcd'], { cwd })).toMatchObject({ code: 3 });
  expect(await middlebrick(['cleanup', 'abcd', '--forget'], { cwd })).toMatchObject({ code: 0 });
  expect(journals()).toEqual([]);
});

test('every option is one of these, or says who is asking as in a scan', () => {
  const ofScan = optionsOf('scan');
  const own = optionsOf('cleanup').filter((option) => !ofScan.includes(option));
  expect(own.sort()).toEqual(['--forget', '--list']);
});

function nothing(cwd: string): string {
  const path = join(cwd, 'empty.yaml');
  writeFileSync(path, '{}\n');
  return path;
}

test('a second Ctrl-C leaves at once, and says how to remove what was made', async () => {
  // Answers until a note was made, and then no more: what is to be removed cannot be.
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const answers = { responses: { 200: { description: 'ok' } } };
  const body = { type: 'object', required: ['title'], properties: { title: { type: 'string' } } };
  const document = documented({
    'POST /notes': { requestBody: { content: { 'application/json': { schema: body } } } },
    'GET /notes/{id}': { parameters: [id] },
    'DELETE /notes/{id}': { parameters: [id] },
    'GET /ok': answers,
  });
  const cwd = freshFolder();
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  const server = createServer((request, response) => {
    if (timer) return;
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/openapi.json') return void json(200, document);
    if (request.url === '/ok') return void json(200, { a: 1 });
    if (request.method !== 'POST' || request.url !== '/notes') return void json(404, { error: 'none' });
    request.resume().on('end', () => {
      json(201, { id: 'n1' });
      timer = setInterval(() => child?.kill('SIGINT'), 200);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const args = ['scan', `http://127.0.0.1:${port}`, '--active', '--no-save', '--no-config'];
  child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, XDG_STATE_HOME: join(cwd, 'state') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  try {
    expect(await new Promise((resolve) => child?.on('close', resolve))).toBe(130);
    const [, named = ''] = /middlebrick cleanup (\S+)/.exec(said) ?? [];
    const listed = await middlebrick(['cleanup', '--list'], { cwd });
    expect(named).toHaveLength(8);
    expect(listed.stdout).toContain(`${named}  `);
    expect(listed.stdout).toContain('POST /notes');
  } finally {
    clearInterval(timer);
    server.closeAllConnections();
    server.close();
  }
});
