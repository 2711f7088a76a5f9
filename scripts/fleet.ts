/** npm run fleet -- list | build | run <id> --variant leaky|fixed | check [id] | measure [service[/pattern[/variant]]…] */
import { parseArgs } from 'node:util';
import { build, missingTools } from './fleet-build.ts';
import { check } from './fleet-check.ts';
import { measure } from './fleet-measure.ts';
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

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unclear?: number;
}

function conclude({ passed, failed, skipped, unclear }: Tally): void {
  const beside = [skipped && `${skipped} skipped`, unclear && `${unclear} inconclusive`].filter(Boolean);
  say([`${passed} passed, ${failed} failed`, ...beside].join(', '));
  process.exitCode = failed ? 1 : 0;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    variant: { type: 'string', default: 'leaky' },
    port: { type: 'string', default: '0' },
    runs: { type: 'string', default: '3' },
    append: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    'no-record': { type: 'boolean', default: false },
    traces: { type: 'string' },
  },
});
const [command, ...names] = positionals;
const [id] = names;
const variant = VARIANTS.find((name) => name === values.variant);

if (command === 'list') {
  list();
} else if (command === 'build') {
  process.exitCode = build(say) ? 0 : 1;
} else if (command === 'run' && id && variant) {
  await run(id, variant, Number(values.port));
} else if (command === 'check') {
  conclude(await check(say, id));
} else if (command === 'measure') {
  const { runs, append, quick, traces, 'no-record': unrecorded } = values;
  const profile = quick ? 'quick' : 'full';
  conclude(
    await measure({ only: names, runs: Number(runs), append, profile, traces, keep: !unrecorded }, say),
  );
} else {
  console.error(
    'usage: fleet list | build | run <id> [--variant leaky|fixed] [--port N] | check [id]\n' +
      '       fleet measure [service[/pattern[/variant]]…] [--runs 3] [--append] [--quick] [--no-record] [--traces <folder>]',
  );
  process.exitCode = 2;
}
