import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FLEET } from './fleet-plan.ts';
import { stopProcess } from './fleet-process.ts';

export const GUIDE_FLEET = join(FLEET, 'guides');

export const VARIANTS = ['flawed', 'fixed'] as const;
export type Variant = (typeof VARIANTS)[number];

interface Step {
  /** Below fleet/guides. */
  readonly cwd: string;
  readonly run: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Framework {
  readonly title: string;
  /** Programs that have to be on the path; without one of them the framework is skipped. */
  readonly needs: readonly string[];
  /** A step with `inputs` is left out while these files, below its folder, and its command are the same. */
  readonly build: readonly (Step & { readonly inputs?: readonly string[] })[];
  readonly start: Step;
  /** Topics that the framework has no app code for, each with the reason. */
  readonly without?: Readonly<Record<string, string>>;
}

/** All that fleet/guides/frameworks.json says. */
export function frameworks(): Readonly<Record<string, Framework>> {
  return JSON.parse(readFileSync(join(GUIDE_FLEET, 'frameworks.json'), 'utf8'));
}

/** The step that failed, as one types it; undefined where all went well. */
export function build({ build }: Framework): string | undefined {
  for (const step of build) {
    const cwd = join(GUIDE_FLEET, step.cwd);
    const stamp = step.inputs && stampOf(step, step.inputs);
    if (stamp && existsSync(stamp)) continue;
    const [program = '', ...args] = programOf(step);
    const env = { ...process.env, ...step.env };
    const { status } = spawnSync(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) return `${step.cwd}: ${step.run.join(' ')}`;
    if (stamp) {
      mkdirSync(join(GUIDE_FLEET, '.built'), { recursive: true });
      writeFileSync(stamp, '');
    }
  }
  return undefined;
}

/** A file that is there when this step was run with these inputs in this checkout. */
function stampOf({ cwd, run }: Step, inputs: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([cwd, run]));
  for (const file of inputs) hash.update(readFileSync(join(GUIDE_FLEET, cwd, file)));
  return join(GUIDE_FLEET, '.built', hash.digest('hex'));
}

/** A program that is named by a path lies below the folder of its step. */
function programOf({ cwd, run: [program = '', ...args] }: Step): string[] {
  return [program.includes('/') ? join(GUIDE_FLEET, cwd, program) : program, ...args];
}

export interface App {
  readonly url: string;
  stop(): Promise<void>;
}

/** A JVM or a dev build on a busy machine takes its time. */
const START_LIMIT_MS = 240_000;

/** Starts an app that was built, and resolves when it listens. What it prints goes to `log`. */
export async function start(
  { start }: Framework,
  { variant, publicHost, log }: { variant: Variant; publicHost: string; log: (text: string) => void },
): Promise<App> {
  const [program = '', ...args] = programOf(start);
  const child = spawn(program, args, {
    cwd: join(GUIDE_FLEET, start.cwd),
    env: {
      ...process.env,
      ...start.env,
      PORT: '0',
      VARIANT: variant,
      PUBLIC_HOST: publicHost,
      JWT_SECRET: randomBytes(32).toString('hex'),
      JWT_ISSUER: 'https://login.example.com',
      JWT_AUDIENCE: 'notes-api',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.setEncoding('utf8').on('data', log);
  try {
    return { url: await announced(child, log), stop: () => stopProcess(child) };
  } catch (error) {
    await stopProcess(child);
    throw error;
  }
}

function announced(child: ChildProcess, log: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('it does not listen')), START_LIMIT_MS);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`it ended with ${code} before it listened`)));
    if (!child.stdout) throw new Error('stdout is a pipe');
    createInterface(child.stdout).on('line', (line) => {
      log(`${line}\n`);
      const url = /\blistening on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (!url) return;
      clearTimeout(late);
      resolve(url);
    });
  });
}
