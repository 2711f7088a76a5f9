import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { bundleAction } from '../../scripts/action-bundle.ts';
import { freshFolder } from '../cli/command.ts';

const ROOT = new URL('../../', import.meta.url);

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

export const ACTION = parse(readFileSync(new URL('action.yml', ROOT), 'utf8')) as ActionFile;

export interface Step {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly cwd: string;
}

export interface StepOptions {
  readonly event?: object;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** The runner's first signal when a run is cancelled, sent when the log says this. */
  readonly cancelAt?: RegExp;
}

export const PULL_REQUEST = { pull_request: { number: 7, head: { sha: 'a'.repeat(40) } } };

/** What a release makes of src as it is now; the committed bundle is the last release's. Guides lie beside its folder. */
const bundled = bundleAction().then((text) => {
  const folder = freshFolder();
  const main = join(folder, ACTION.runs.main);
  mkdirSync(dirname(main));
  writeFileSync(main, text);
  symlinkSync(fileURLToPath(new URL('guides', ROOT)), join(folder, 'guides'));
  return main;
});

/** Runs what `action.yml` names as GitHub's runner would: every input in the environment, files for what comes out. */
export async function runStep(
  inputs: Readonly<Record<string, string>>,
  options: StepOptions = {},
): Promise<Step> {
  const unknown = Object.keys(inputs).filter((name) => !(name in ACTION.inputs));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  const cwd = options.cwd ?? freshFolder();
  const [output, summary, event] = ['output', 'summary', 'event'].map((name) =>
    join(cwd, `.runner-${name}`),
  ) as [string, string, string];
  for (const file of [output, summary]) writeFileSync(file, '');
  writeFileSync(event, JSON.stringify(options.event ?? {}));
  const given = Object.entries(ACTION.inputs).map(([name, { default: usual }]) => [
    `INPUT_${name.toUpperCase()}`,
    inputs[name] ?? (name === 'github-token' ? 'ghs_StandInToken' : (usual ?? '')),
  ]);
  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    HOME: cwd,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: cwd,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_RUN_ID: '4242',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW: 'API scan',
    GITHUB_JOB: 'scan',
    GITHUB_ACTION: '__self',
    GITHUB_EVENT_PATH: event,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    ...Object.fromEntries(given),
    ...options.env,
  };
  const child = spawn(process.execPath, [await bundled], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const out: string[] = [];
  const err: string[] = [];
  let cancelled = false;
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    out.push(chunk);
    if (cancelled || !options.cancelAt?.test(out.join(''))) return;
    cancelled = true;
    child.kill('SIGINT');
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => err.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    code,
    stdout: out.join(''),
    stderr: err.join(''),
    outputs: readOutputs(readFileSync(output, 'utf8')),
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
    cwd,
  };
}

/** As the runner reads them: `name<<end`, lines, `end`. */
function readOutputs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n?\2\n/gm)].map(([, name, , value]) => [name, value]),
  );
}

/** Commands that a runner would obey, in order: those between stop-commands and its token are text. */
export function commandsIn(stdout: string): { readonly name: string; readonly line: string }[] {
  let stopped: string | undefined;
  return stdout.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, name, message = ''] = /^\s*::([\w-]+)(?: .*?)?::(.*)$/.exec(line) ?? [];
    if (name === undefined) return [];
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
      return [];
    }
    if (name === 'stop-commands') stopped = message;
    return [{ name, line }];
  });
}
