import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanResult } from '../src/index.ts';

const PASSWORDS = { alice: 'alice-Passw0rd-1', bob: 'bob-Passw0rd-2', root: 'root-Passw0rd-3' } as const;
export type User = keyof typeof PASSWORDS;

export const loginOf = (username: User) => ({ username, password: PASSWORDS[username] });

const identity = (username: User, role: string) => ({
  name: username,
  role,
  login: { request: 'POST /login', json: loginOf(username) },
});

/** Two scans at once on a busy machine. */
const LONGEST_S = 900;

interface ScanAsked {
  readonly plain: string;
  readonly ca: string;
  readonly keepAs?: string | undefined;
  /** Rules; all where left out. */
  readonly include?: readonly string[];
}

/** What the command makes of an app in active mode, as alice, with bob of the same rights and an administrator. */
export async function scanApp(
  url: string,
  { plain, ca, keepAs, include = [] }: ScanAsked,
): Promise<ScanResult> {
  const folder = mkdtempSync(join(tmpdir(), 'guide-fleet-'));
  try {
    const config = join(folder, 'middlebrick.yaml');
    const result = keepAs ?? join(folder, 'result.json');
    const identities = {
      identity: identity('alice', 'user'),
      others: [identity('bob', 'user'), identity('root', 'admin')],
    };
    const callback = `http://127.0.0.1:${await freePort()}`;
    writeFileSync(config, JSON.stringify({ ...identities, ca, scope: [plain], maxTime: LONGEST_S }));
    const said = await command([
      'scan',
      url,
      '--active',
      '--callback-url',
      callback,
      '--callback-listen',
      new URL(callback).host,
      '--config',
      config,
      '--format',
      `json=${result}`,
      ...include.flatMap((rule) => ['--include', rule]),
      '--no-save',
      '--quiet',
    ]);
    const text = readIfThere(result);
    if (text === undefined) throw new Error(`the scan came to no result: ${said.slice(-500)}`);
    return JSON.parse(text) as ScanResult;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The target does not go by a loopback name, so the scan has to be told where it is reached. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Its exit code tells of findings, which are wanted here as often as not. */
function command(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../dist/cli/main.js'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(said));
  });
}
