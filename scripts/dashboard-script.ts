/** Part of the build: the one script of the dashboard's pages, beside the built server. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

await build({
  entryPoints: [path('dashboard/client/main.ts')],
  outfile: path('dist/server/pages/dashboard.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'error',
});
