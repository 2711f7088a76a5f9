import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * An entry of src and all it needs as one file, the same bytes on every machine. CommonJS, because packages in it
 * require Node's modules, and because the executable that Node makes of one file knows nothing else.
 */
export async function bundle(entry: string, options: BuildOptions, made: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    // The oldest that package.json's `engines` and a runner allow.
    target: 'node20',
    charset: 'utf8',
    // A package that stands elsewhere as a link is still named for where it is used.
    preserveSymlinks: true,
    // Guides are read from the folder beside the file; CommonJS knows that place by another name.
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'silent',
    ...options,
  });
  const [file] = outputFiles ?? [];
  if (!file) throw new Error('esbuild made no file.');
  const packages = new Set(Object.keys(metafile?.inputs ?? {}).flatMap((path) => packageOf(path) ?? []));
  const shebang = /^#!.*\n/.exec(file.text)?.[0] ?? '';
  return [
    `${shebang}// ${made} Licences of what it holds stand at the end.`,
    file.text.slice(shebang.length),
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
  if (!file) return `// ${name}: ${namedLicence(folder)}, as its package.json says; it holds no text of it.`;
  const lines = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/);
  return [`// ${name}:`, ...lines.map((line) => `//   ${line}`.trimEnd())].join('\n');
}

function namedLicence(folder: string): string {
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${folder} names no licence.`);
  return license;
}
