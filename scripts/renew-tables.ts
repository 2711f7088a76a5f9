/**
 * Writes rows for what the tests of tables lack: an example for each alternative of an expression that has none, and
 * the lists of words as they stand. Rows that nothing needs any more go. What comes out is a proposal: read the diff, and
 * put an example as services write it in the place of one that is hard to read.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alternativesOf } from '../test/tables/alternatives.ts';
import type { Examples } from '../test/tables/examples.ts';
import { tellsOf, untold } from '../test/tables/examples.ts';
import { expressions } from '../test/tables/expressions.ts';
import { wordTables } from '../test/tables/words.ts';
import { exampleFor } from './example-texts.ts';

const TABLES = join(import.meta.dirname, '../test/tables');
/** Put apart in the file, so that no scanner of secrets takes an example for a leak. */
const LIKE_SECRETS = /AKIA|ASIA|[sr]k_live|PRIVATE KEY/g;

function read<Value>(folder: string): Record<string, Value> {
  const files = readdirSync(join(TABLES, folder)).map((name) => join(TABLES, folder, name));
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, 'utf8'))));
}

/** One file for each folder of the sources, and for each check. */
function write(folder: string, tables: Readonly<Record<string, unknown>>, parted: boolean): void {
  const files = new Map<string, Record<string, unknown>>();
  for (const [key, value] of Object.entries(tables)) {
    const parts = key.replace(/#.*/, '').split('/');
    const isOfCheck = parted && parts[0] === 'checks' && parts.length > 2;
    const name = parts.length === 1 ? 'top' : isOfCheck ? parts.slice(0, 2).join('-') : (parts[0] ?? '');
    files.set(name, { ...files.get(name), [key]: value });
  }
  for (const name of readdirSync(join(TABLES, folder))) rmSync(join(TABLES, folder, name));
  for (const [name, value] of files) {
    const text = JSON.stringify(value, null, 1).replace(
      LIKE_SECRETS,
      ([first = '', ...rest]) => `\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}${rest.join('')}`,
    );
    writeFileSync(join(TABLES, folder, `${name}.json`), `${text}\n`);
  }
}

/** What is still needed of the examples, and one more for each alternative that none of them needs. */
function renewed(key: string, pattern: RegExp, known: Examples): Examples {
  const alternatives = alternativesOf(pattern);
  const kinds = tellsOf(pattern);
  const kept: { kind: keyof Examples; text: string }[] = kinds.flatMap(([kind, tells]) =>
    (known[kind] ?? [])
      .filter((text) => alternatives.some((one) => tells(text, one)))
      .map((text) => ({ kind, text })),
  );
  for (const one of alternatives) {
    if (kinds.some(([kind, tells]) => kept.some((row) => row.kind === kind && tells(row.text, one))))
      continue;
    const [found] = kinds.flatMap(([kind, tells]) => {
      const text = exampleFor(pattern, one.start, (candidate) => tells(candidate, one));
      return text === undefined ? [] : [{ kind, text }];
    });
    if (found) kept.push(found);
    const says = found ? `${found.kind} ${JSON.stringify(found.text)}` : 'NO EXAMPLE: is it needed?';
    process.stdout.write(`${key}  ${one.text}  ${says}\n`);
  }
  const rows = kinds.map(
    ([kind]) => [kind, kept.filter((row) => row.kind === kind).map(({ text }) => text)] as const,
  );
  return Object.fromEntries(rows.filter(([, texts]) => texts.length > 0));
}

const known = read<readonly Examples[]>('expressions');
const examples = [...expressions()].map(([key, patterns]) => {
  const rest = [...(known[key] ?? [])];
  const rows = patterns.map((pattern) => {
    // Where one came or went, the others keep their rows.
    const [best] = [...rest].sort((a, b) => untold(pattern, a).length - untold(pattern, b).length);
    if (best) rest.splice(rest.indexOf(best), 1);
    return renewed(key, pattern, best ?? {});
  });
  return [key, rows] as const;
});
write('expressions', Object.fromEntries(examples), true);
write('words', wordTables(), false);
