/** npm run fleet -- list | build | run <id> --variant leaky|fixed | check [id] | measure [service[/pattern[/variant]]…] | libraries [service…] | guides [framework…] [--again] */
import { parseArgs } from 'node:util';
import { besideBurners } from './burners.ts';
import { build, missingTools } from './fleet-build.ts';
import { check } from './fleet-check.ts';
import { scanGuides } from './fleet-guides.ts';
import { measureLibraries } from './fleet-libraries.ts';
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

/** With `--strict`, as CI counts, what was not built here and what came to no verdict have failed. */
function conclude({ passed, failed, skipped, unclear }: Tally, strict: boolean): void {
  const lost = failed + (strict ? skipped + (unclear ?? 0) : 0);
  const beside = [skipped && `${skipped} skipped`, unclear && `${unclear} inconclusive`].filter(Boolean);
  say([`${passed} passed, ${lost} failed`, ...beside].join(', '));
  process.exitCode = lost ? 1 : 0;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    variant: { type: 'string', default: 'leaky' },
    port: { type: 'string', default: '0' },
    runs: { type: 'string', default: '3' },
    append: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    'no-record': { type: 'boolean', default: false },
    traces: { type: 'string' },
    asked: { type: 'string' },
    burners: { type: 'string', default: '0' },
  },
});
const [command, ...names] = positionals;
const [id] = names;
const way = (['full', 'default'] as const).find((one) => one === values.asked);
const variant = VARIANTS.find((name) => name === values.variant);

if (command === 'list') {
  list();
} else if (command === 'build') {
  process.exitCode = build(say) ? 0 : 1;
} else if (command === 'run' && id && variant) {
  await run(id, variant, Number(values.port));
} else if (command === 'check') {
  conclude(await check(say, id), values.strict);
} else if (command === 'measure') {
  const { runs, append, quick, traces, 'no-record': unrecorded } = values;
  const profile = quick ? 'quick' : 'full';
  const asked = { only: names, runs: Number(runs), append, profile, traces, keep: !unrecorded } as const;
  conclude(await measure({ ...asked, again: values.strict }, say), values.strict);
} else if (command === 'libraries' && (way !== undefined || values.asked === undefined)) {
  const asked = {
    only: names,
    profile: values.quick ? 'quick' : 'full',
    // What other work does to a run is no figure of the library.
    keep: !values['no-record'] && values.burners === '0',
    asked: way,
  } as const;
  const tally = await besideBurners(Number(values.burners), () => measureLibraries(asked, say));
  conclude(tally, values.strict);
} else if (command === 'guides') {
  conclude(await scanGuides(say, names, values.again), values.strict);
} else {
  console.error(
    'usage: fleet list | build | run <id> [--variant leaky|fixed] [--port N] | check [id]\n' +
      '       fleet measure [service[/pattern[/variant]]…] [--runs 3] [--append] [--quick] [--no-record] [--traces <folder>]\n' +
      '       fleet libraries [service…] [--asked full|default] [--quick] [--burners 6] [--no-record]\n' +
      '       fleet guides [framework…] [--again]\n' +
      '       --strict: what is not built here, or inconclusive twice, has failed',
  );
  process.exitCode = 2;
}
