/** Installs the package as npm would publish it into an empty folder, and scans the demo shop with what stands there. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveLab } from '../lab/app.ts';
import { demoApp } from '../lab/demo/app.ts';
import { scanResult } from '../src/result.ts';
import { VERSION } from '../src/version.ts';
import { measuredNode } from './measured-run.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'middlebrick-packed-'));
const npm = (...words: string[]) => execFileSync('npm', words, { cwd: folder, stdio: 'pipe' });
const problems: string[] = [];

try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'pipe' });
  const [packed = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  npm('install', '--silent', '--omit=dev', '--ignore-scripts', packed);
  const command = join(folder, 'node_modules', '.bin', 'middlebrick');
  const version = execFileSync(command, ['--version'], { encoding: 'utf8' }).trim();
  if (version !== VERSION) problems.push(`--version says ${version}, not ${VERSION}`);
  const guide = execFileSync(command, ['explain', 'missing-hsts'], { encoding: 'utf8' });
  if (!guide.includes('FIX')) problems.push('explain has no guide: the pages are not in the package');
  const lab = await serveLab(demoApp());
  try {
    const told = ['scan', lab.url, '--quiet', '--no-save', '--no-config', '--format', 'json'];
    const { stdout } = await measuredNode([command, ...told]);
    const { findings } = scanResult.parse(JSON.parse(stdout));
    if (!findings.some(({ rule }) => rule === 'exposed-environment-file'))
      problems.push('the scan of the demo shop does not find its environment file');
    const library = join(folder, 'library.js');
    writeFileSync(
      library,
      `import { scan } from 'middlebrick';
const { score } = await scan({ url: ${JSON.stringify(lab.url)} });
console.log(typeof score.coverage);`,
    );
    const { stdout: said } = await measuredNode([library]);
    if (said.trim() !== 'number') problems.push('the library does not scan');
  } finally {
    await lab.close();
  }
} catch (error) {
  problems.push((error as Error).message);
} finally {
  rmSync(folder, { recursive: true });
}
for (const problem of problems) process.stderr.write(`packed package: ${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
