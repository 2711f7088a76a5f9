import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keepFirst } from './accuracy-first.ts';
import { saidSchema } from './accuracy-identities.ts';
import type { Measured, Target } from './accuracy-measure.ts';
import { measure } from './accuracy-measure.ts';
import { page, tableOf } from './accuracy-page.ts';
import type { Startable } from './accuracy-targets.ts';
import { fleetTargets, labTargets } from './accuracy-targets.ts';
import { readFamilies, truths } from './accuracy-truth.ts';

/**
 * Scans every target whose truth is known and says what was found, missed and falsely alarmed. Labs and fleet are
 * started here; programs of others are named: `--target vampi-1=http://127.0.0.1:5001`, their credentials in a file:
 * `--identities vampi-1=who.json`. `--set lab|fleet|outside` measures less; `--no-write` only prints.
 * `--check` only prints, too, and fails for a flaw that is missed without a reason on record.
 */
const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true, default: [] },
    identities: { type: 'string', multiple: true, default: [] },
    set: { type: 'string', multiple: true, default: ['lab', 'fleet', 'outside'] },
    'no-write': { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});
const families = readFamilies();
const known = truths(families);
const identityFiles = new Map(values.identities.map(pair));

const measured: Measured[] = [];
for (const startable of startables()) {
  const truth = known.get(startable.name);
  if (!truth) throw new Error(`test/truth says nothing about ${startable.name}`);
  const { target, stop } = await startable.start();
  try {
    for (const one of await measure(target, truth)) {
      measured.push(one);
      process.stdout.write(`${tableOf([one]).split('\n').at(-1)}\n${remarks(one)}`);
    }
  } finally {
    await stop();
  }
}
process.stdout.write(`\n${tableOf(measured)}\n`);
if (!values.check) keepFirst(measured, known);
if (!values['no-write'] && !values.check) {
  writeFileSync('accuracy.json', `${JSON.stringify(measured, null, 2)}\n`);
  const path = new URL('../docs/accuracy.md', import.meta.url);
  writeFileSync(path, page(readFileSync(path, 'utf8'), measured, families));
}
if (measured.length === 0) process.exitCode = 1;
if (values.check && measured.some(({ missed }) => missed.some(({ why }) => why === undefined)))
  process.exitCode = 1;
if (measured.some(({ falseAlarms, failed }) => failed !== undefined || falseAlarms.length > 0))
  process.exitCode = 1;

function startables(): Startable[] {
  const outside = values.target.map(pair).map(([name, url]): Startable => {
    const file = identityFiles.get(name);
    const said = file ? saidSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : { identities: [] };
    const target: Target = { name, url, ...said };
    return { name, start: async () => ({ target, stop: async () => undefined }) };
  });
  return [
    ...(values.set.includes('lab') ? labTargets() : []),
    ...(values.set.includes('fleet') ? fleetTargets() : []),
    ...(values.set.includes('outside') ? outside : []),
  ];
}

function pair(text: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (!value) throw new Error(`"${text}" has to be name=value`);
  return [name, value];
}

function remarks({ missed, falseAlarms, errored, failed }: Measured): string {
  return [
    ...(failed ? [`  failed: ${failed}`] : []),
    ...missed.map(({ flaw }) => `  missed: ${flaw}`),
    ...falseAlarms.map((said) => `  FALSE ALARM: ${said}`),
    ...errored.map((said) => `  errored: ${said}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
