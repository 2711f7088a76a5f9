/**
 * Sends what schemathesis makes of the document of our own API to a server that starts here, and ends with an error where
 * the server fails or answers otherwise than the document says: `tsx scripts/schemathesis.ts [further words for it]`.
 * schemathesis is a program in Python: it is put into a virtual environment below the cache of the user. Where there is no
 * Python, that is said, and nothing is tried; in CI that is a failure.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServing } from '../src/server/serve.ts';
import { exampleFinding, exampleResult } from '../test/report/example-result.ts';
import { resolveNoNames } from '../test/server/without-names.ts';

const VERSION = '4.32.5';
const PYTHON = process.env.PYTHON ?? 'python3';
const UNLIMITED = { requests: 1_000_000, failures: 1_000_000 };
const MAX_EXAMPLES = 15;
/**
 * Left out: valid input that is refused. A cursor has to come from a list, a name to be free, an If-Match to be current, an
 * address to be one: no schema says so, and each refusal is a problem document that the other checks look at.
 * And that what was made is there: an idempotency key sent again answers as the first time, also where what it made has
 * been removed since.
 */
const EXCLUDED = 'positive_data_acceptance,ensure_resource_availability';

interface Answer {
  readonly items?: readonly { readonly id?: string; readonly rule?: string }[];
}

process.exitCode = await main();

async function main(): Promise<number> {
  const program = installed();
  if (program === undefined) {
    console.log(`${PYTHON} with venv and pip is not installed: schemathesis was skipped.`);
    return process.env.CI ? 1 : 0;
  }
  resolveNoNames();
  const folder = mkdtempSync(join(tmpdir(), 'middlebrick-schemathesis-'));
  const failures: string[] = [];
  const serving = await startServing({
    host: '127.0.0.1',
    port: 0,
    role: 'all',
    folder: join(folder, 'server'),
    command: [process.execPath, '--version'],
    // Scans wait: what is tried is the API.
    slots: 0,
    allow: [],
    limits: UNLIMITED,
    graceMs: 0,
    log: (says, _fields, level = 'info') => {
      if (level === 'error') failures.push(says);
    },
  });
  try {
    const { url = '', firstKey = '' } = serving;
    const ask = async (method: string, path: string, body?: unknown) => {
      const headers = { authorization: `Bearer ${firstKey}`, 'content-type': 'application/json' };
      const response = await fetch(url + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer };
    };
    await fill(ask);
    writeFileSync(join(folder, 'schemathesis.toml'), await settings(url, ask));
    const status = await run(program, folder, [
      ...['run', `${url}/openapi.json`, '--header', `Authorization: Bearer ${firstKey}`, '--no-color'],
      ...['--checks', 'all', '--exclude-checks', EXCLUDED, '--max-examples', `${MAX_EXAMPLES}`],
      ...['--seed', '1', '--workers', '2', '--warnings', 'off', ...process.argv.slice(2)],
    ]);
    for (const says of failures) console.log(`The server failed: ${says}`);
    const stillHolds = (await ask('GET', '/api/v1/keys')).status === 200;
    if (!stillHolds) console.log('The key was revoked on the way: what came after that tried nothing.');
    return status === 0 && failures.length === 0 && stillHolds ? 0 : 1;
  } finally {
    await serving.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The program, installed where it is not; undefined without Python. */
function installed(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'middlebrick', `schemathesis-${VERSION}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  mkdirSync(join(cache, 'middlebrick'), { recursive: true });
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  if (spawnSync(PYTHON, ['-m', 'venv', folder], { stdio: [...stdio] }).status !== 0) return undefined;
  const pip = ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`];
  const { status } = spawnSync(join(folder, 'bin', 'pip'), pip, { stdio: [...stdio] });
  if (status === 0) return program;
  rmSync(folder, { recursive: true, force: true });
  return undefined;
}

function run(program: string, cwd: string, words: readonly string[]): Promise<number | null> {
  const child = spawn(program, words, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

type Ask = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Answer }>;

/** Two scans of one API with a finding: lists that are empty hide most of an API. */
async function fill(ask: Ask): Promise<void> {
  for (const day of [1, 2])
    await ask(
      'POST',
      '/api/v1/results',
      exampleResult('words', {
        id: `kept-${day}`,
        startedAt: `2026-11-1${day}T10:00:00.000Z`,
        target: { url: 'https://shop.example/v1', scope: [] },
        findings: [exampleFinding('words')],
      }),
    );
}

/** Names a thing that there is for every operation that reads or changes one. */
async function settings(url: string, ask: Ask): Promise<string> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const parts: string[] = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    const [, list = '', name = ''] = /^(\/api\/v1\/[\w-]+)\/\{(\w+)\}/.exec(path) ?? [];
    if (list === '' || document.paths[list]?.get === undefined) continue;
    const { body } = await ask('GET', list);
    const [first] = body.items ?? [];
    const id = first?.id ?? first?.rule;
    if (id === undefined) continue;
    for (const method of Object.keys(methods).filter((one) => one !== 'delete'))
      parts.push(
        `[[operations]]\ninclude-name = ${JSON.stringify(`${method.toUpperCase()} ${path}`)}\nparameters = { "path.${name}" = ${JSON.stringify(id)} }\n`,
      );
  }
  return parts.join('\n');
}
