import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FLEET, plan, type Toolchain } from './fleet-plan.ts';
import { missingOf } from './fleet-process.ts';

/** Why the services of a toolchain can not be built here, or undefined when they can. */
export function missingTools(name: string): string | undefined {
  const toolchain = plan.toolchains[name];
  return toolchain ? missingOf(toolchain.needs) : `${name} not found`;
}

/** Builds what can be built, and says of the rest why it was skipped. False when a build failed. */
export function build(say: (line: string) => void): boolean {
  let allBuilt = true;
  for (const [name, toolchain] of Object.entries(plan.toolchains)) {
    const missing = missingTools(name);
    if (missing) say(`${name}: skipped, ${missing}`);
    else if (!buildToolchain(name, toolchain, say)) allBuilt = false;
  }
  return allBuilt;
}

/** Runs the build of one toolchain; false when it failed. */
export function buildToolchain(name: string, toolchain: Toolchain, say: (line: string) => void): boolean {
  const start = performance.now();
  const built = buildOne(toolchain);
  say(`${name}: ${built ? 'built' : 'FAILED'} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return built;
}

function buildOne({ cwd, build }: Toolchain): boolean {
  const folder = join(FLEET, cwd);
  const isPython = existsSync(join(folder, 'requirements.txt'));
  if (isPython && venvIsCurrent(folder)) return true;
  for (const [command = '', ...args] of build) {
    const program = command.includes('/') ? join(folder, command) : command;
    const { status } = spawnSync(program, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) return false;
  }
  if (isPython) writeFileSync(join(folder, '.venv', STAMP), requirementsDigest(folder));
  return true;
}

/** In the virtual environment: the digest of the requirements that it was made from. */
const STAMP = 'requirements.sha256';

function requirementsDigest(folder: string): string {
  const hash = createHash('sha256');
  for (const file of ['requirements.txt', 'constraints.txt'].map((name) => join(folder, name)))
    if (existsSync(file)) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function venvIsCurrent(folder: string): boolean {
  const stamp = join(folder, '.venv', STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === requirementsDigest(folder);
}
