import { statSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { ScanError } from '../errors.ts';
import { plain } from '../findings/plain.ts';
import type { Ci, Found } from '../init/detect.ts';
import { CIS, detect } from '../init/detect.ts';
import type { Plan, PlannedFile } from '../init/plan.ts';
import { planFor } from '../init/plan.ts';
import { walk } from '../init/walk.ts';
import { writePlanned } from '../init/write.ts';
import { parseTarget } from '../target.ts';
import { print } from './outputs.ts';

export interface InitFlags {
  readonly ci?: string;
  readonly url?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

/** `middlebrick init`: looks at a repository, shows the files that it would write, writes them when told to. */
export async function initCommand(folder: string | undefined, flags: InitFlags): Promise<number> {
  const root = folder ?? '.';
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ScanError('unreadable-file', `There is no folder ${root}.`);
  }
  const ci = ciOf(flags.ci);
  if (flags.url !== undefined) parseTarget(flags.url);
  const tree = walk(root);
  const found = await detect(tree);
  const chosen = ci ?? found.ci;
  const plan = planFor(root, found, { ci: chosen, ...(flags.url === undefined ? {} : { url: flags.url }) });
  await print(shown(found, chosen, tree.notes, plan, flags.force ?? false));
  const wanted = plan.files.filter(({ exists }) => flags.force || !exists);
  if (!(await mayWrite(wanted, flags))) return 0;
  for (const file of wanted) writePlanned(root, file, flags.force ?? false);
  await print(
    [
      `Wrote ${wanted.map(({ path }) => path).join(' and ')}.`,
      ...plan.next.map((step) => `- ${step}`),
      '',
    ].join('\n'),
  );
  return 0;
}

function ciOf(typed: string | undefined): Ci | undefined {
  if (typed === undefined) return undefined;
  const ci = CIS.find((one) => one === typed);
  if (ci) return ci;
  throw new ScanError('invalid-option', `--ci takes one of ${CIS.join(', ')}, not "${typed}".`);
}

/** File names and what a manifest says are strangers' text when the repository is one that was only cloned. */
function shown(found: Found, ci: Ci, notes: readonly string[], plan: Plan, force: boolean): string {
  const { framework, service, spec, requests, credential } = found;
  const facts: [string, string][] = [
    ['framework', framework ? `${framework.name} (${framework.manifest})` : 'not recognised'],
    ['address', service.url === undefined ? 'not found: --url names it' : `${service.url} (${service.from})`],
    ['start', service.start ?? 'not found: nothing in the repository tells'],
    ...(service.variables ? [['needs', `the variables of ${service.variables}`] as [string, string]] : []),
    ...(service.others.length > 0 ? [['others', service.others.join(', ')] as [string, string]] : []),
    ['document', spec ?? 'no OpenAPI file; the scan looks for one at the API'],
    ...(requests.length > 0 ? [['beside it', requests.join(', ')] as [string, string]] : []),
    ['credential', credential ? `${credential.key}, from ${credential.variable}` : 'none declared'],
    ['pipeline', ci],
  ];
  return [
    ...facts.map(([name, value]) => plain(`${name.padEnd(10)}  ${value}`)),
    ...notes.map((note) => plain(`note        ${note}`)),
    '',
    ...plan.files.flatMap((file) => [...heading(file, force), plain(file.text)]),
  ].join('\n');
}

function heading({ path, exists }: PlannedFile, force: boolean): string[] {
  if (!exists) return [`--- ${path} ---`];
  return [
    `--- ${path} (${force ? 'will be overwritten' : 'is there already and stays; --force overwrites it'}) ---`,
  ];
}

async function mayWrite(wanted: readonly PlannedFile[], flags: InitFlags): Promise<boolean> {
  if (wanted.length === 0) {
    await print('Nothing to write: the files are there already.\n');
    return false;
  }
  if (flags.dryRun) {
    await print('Nothing was written: this was a dry run.\n');
    return false;
  }
  if (flags.yes) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    await print('Nothing was written: there is nobody to ask here; --yes writes without asking.\n');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and the end of input are a no; readline would wait for an answer that cannot come.
  const answer = await new Promise<string>((resolve) => {
    terminal.once('close', () => resolve(''));
    terminal
      .question(`Write ${wanted.map(({ path }) => path).join(' and ')}? [y/N] `)
      .then(resolve, () => resolve(''));
  });
  terminal.close();
  if (/^y(es)?$/i.test(answer.trim())) return true;
  await print('Nothing was written.\n');
  return false;
}
