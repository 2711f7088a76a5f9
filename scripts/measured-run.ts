import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What one command cost. */
export interface Cost {
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly peakMb: number;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Told by the process itself as it ends: Node does not report what its children used. */
const REPORTER = `data:text/javascript,${encodeURIComponent(
  "process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('\\nCOST '+JSON.stringify([(u.userCPUTime+u.systemCPUTime)/1000,u.maxRSS/1024])+'\\n')})",
)}`;

/** Runs the built command line in a process of its own and measures it. */
export function measuredRun(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Cost> {
  const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
  return measuredNode([command, ...args], env);
}

/** The same for any Node program. */
export async function measuredNode(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Cost> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', REPORTER, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const exitCode = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  const wallMs = performance.now() - started;
  const cost = /COST (\[.*\])/.exec(stderr)?.[1];
  // Nothing costs nothing: such a process was killed, and would keep every limit.
  if (cost === undefined) throw new Error(`ended with ${exitCode} before it said what it cost: ${stderr}`);
  const [cpuMs = 0, peakMb = 0] = JSON.parse(cost) as number[];
  return { cpuMs, wallMs, peakMb, exitCode, stdout, stderr: stderr.replace(/\nCOST .*\n/, '') };
}
