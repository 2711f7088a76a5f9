import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serveLab } from '../app.ts';
import { shopOf } from '../shop/shop.ts';
import { demoApp, demoToken } from './app.ts';

/**
 * Serves the demo on loopback, scans it with the built command line, and passes its exit code on: the bookshop, with
 * `--active` the shop of several tenants, whose flaws need writes; `SHOP=none` or `SHOP=coupon-twice,search-sql` says
 * which of them it has.
 */
const shop = shopOf(process.env.SHOP ?? (process.argv.includes('--active') ? 'all' : undefined));
const lab = await serveLab(shop ?? demoApp());
const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const scan = spawn(
  process.execPath,
  [command, 'scan', lab.url, '--bearer', 'env:DEMO_TOKEN', '--no-config', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, DEMO_TOKEN: shop?.tokenOf('Ada') ?? demoToken() } },
);
scan.on('exit', async (code) => {
  await lab.close();
  process.exitCode = code ?? 1;
});
