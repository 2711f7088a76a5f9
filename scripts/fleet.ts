/** npx tsx scripts/fleet.ts list | build | run <id> --variant leaky|fixed | check [id] */
import { parseArgs } from 'node:util';
import { build, missingTools } from './fleet-build.ts';
import { check } from './fleet-check.ts';
import { plan, VARIANTS, type Variant } from './fleet-plan.ts';
import { startService } from './fleet-run.ts';

const say = (line: string) => console.log(line);

function list(): void {
  for (const service of plan.services) {
    const missing = missingTools(service.toolchain);
    say(`${service.id}  ${service.framework}, fleet/${service.folder}${missing ? `  (${missing})` : ''}`);
    for (const { path, arm, expected } of service.patterns) {
      say(`    GET ${path}  leaky: ${expected.leaky} by ${arm}`);
    }
  }
}

async function run(id: string, variant: Variant, port: number): Promise<void> {
  const running = await startService(id, variant, { port });
  say(`${id} (${variant}) on ${running.url}, process ${running.pid}`);
  say(`metrics: ${running.observeUrl}/metrics, truth: ${running.observeUrl}/__truth`);
  if (running.service.credential === 'jwt') say(`JWT secret: ${running.jwtSecret}`);
  if (running.service.credential === 'api-key') say(`an issued key: ${running.apiKey}`);
  if (running.service.credential === 'mutual-tls') say('authority: fleet/.certificates/ca.pem and ca.key');
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await running.stop();
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { variant: { type: 'string', default: 'leaky' }, port: { type: 'string', default: '0' } },
});
const [command, id] = positionals;
const variant = VARIANTS.find((name) => name === values.variant);

if (command === 'list') {
  list();
} else if (command === 'build') {
  process.exitCode = build(say) ? 0 : 1;
} else if (command === 'run' && id && variant) {
  await run(id, variant, Number(values.port));
} else if (command === 'check') {
  const { passed, failed, skipped } = await check(say, id);
  say(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed ? 1 : 0;
} else {
  console.error('usage: fleet list | build | run <id> [--variant leaky|fixed] [--port N] | check [id]');
  process.exitCode = 2;
}
