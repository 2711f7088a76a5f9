import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Below the repository's root; `action.yml` names it. */
export const ACTION_BUNDLE = 'action/index.cjs';

/**
 * The Action and all it needs as one file, the same bytes on every machine. CommonJS, because packages in it
 * require Node's modules; not minified, because what runs with a repository's token should be readable.
 */
export async function bundleAction(): Promise<string> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/action/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    // The oldest runtime that a runner may fall back to; action.yml asks for a newer one.
    target: 'node20',
    charset: 'utf8',
    // Sends load for retention runs alone, which the Action does not offer; it would add a third to the file.
    external: ['undici'],
    // Guides are read from the folder beside the file; CommonJS knows that place by another name.
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild made no file.');
  const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => packageOf(path) ?? []));
  return [
    '// Made by `npm run bundle-action` from src/. Do not edit. Licences of what it holds stand at the end.',
    file.text,
    ...[...packages].sort().map(licenceOf),
    '',
  ].join('\n');
}

function packageOf(path: string): string | undefined {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** Their licences ask that whoever passes the code on passes the licence on. */
function licenceOf(name: string): string {
  const folder = join(ROOT, 'node_modules', name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file.`);
  const lines = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/);
  return [`// ${name}:`, ...lines.map((line) => `//   ${line}`.trimEnd())].join('\n');
}
