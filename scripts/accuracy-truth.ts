import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CHECKS } from '../src/checks/index.ts';

/** The three scans that each target gets, from the least said and sent to the most. */
export const SCANS = ['safe', 'credential', 'active'] as const;
export type ScanKind = (typeof SCANS)[number];

const names = z.union([z.string(), z.array(z.string())]).transform((said) => [said].flat());

/**
 * One flaw that the target has, in our words. Any of the rules at any of the operations counts as found; no rule at
 * all means that none looks for it yet, and it counts as missed.
 */
const flaw = z.strictObject({
  flaw: z.string(),
  check: z.string(),
  rule: names,
  /** `GET /users/{id}`, with `*` for any text; left out: anywhere. */
  operation: names.optional(),
  /** The least scan that could show it. */
  mode: z.enum(SCANS),
  /** Why it is missed, where it is. */
  why: z.string().optional(),
});

/** A finding that is right although nobody listed it as a flaw, and why it is. */
const alsoTrue = z.strictObject({ rule: names, operation: names.optional(), why: z.string() });

const known = z.strictObject({
  flaws: z.array(flaw).default([]),
  /** Rules that must not fire: what this target does well, or its vulnerable twin does badly. */
  silent: z.array(z.string()).default([]),
  alsoTrue: z.array(alsoTrue).default([]),
});

const family = z.strictObject({
  /** What the programs are, whose, and at which version. */
  about: z.string(),
  set: z.enum(['lab', 'fleet', 'outside']),
  /** Its truth was written from its source before the first scan; that scan is kept in `first-scans.json`. */
  unseen: z.boolean().default(false),
  /** Holds for every target of the family. */
  all: known.prefault({}),
  targets: z.record(z.string(), known),
});

type Known = z.infer<typeof known>;
export type Flaw = z.infer<typeof flaw>;
export type Family = z.infer<typeof family>;

/** Everything known about one target. */
export interface Truth extends Known {
  readonly target: string;
  readonly family: string;
  readonly set: Family['set'];
  readonly unseen: boolean;
}

const FOLDER = new URL('../test/truth/', import.meta.url);

/** Every truth file by its name. @throws where one is malformed, or names a check or a rule that there is not */
export function readFamilies(): ReadonlyMap<string, Family> {
  const files = readdirSync(fileURLToPath(FOLDER)).filter((name) => name.endsWith('.json'));
  return new Map(
    files.sort().map((name) => {
      const read = family.parse(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')));
      for (const one of [read.all, ...Object.values(read.targets)]) {
        const unknown = unknownRule(one);
        if (unknown) throw new Error(`${name}: ${unknown}`);
      }
      return [name.replace(/\.json$/, ''), read];
    }),
  );
}

/** By target name. */
export function truths(families: ReadonlyMap<string, Family>): ReadonlyMap<string, Truth> {
  return new Map(
    [...families].flatMap(([name, { set, unseen, all, targets }]) =>
      Object.entries(targets).map(([target, one]): [string, Truth] => [
        target,
        {
          target,
          family: name,
          set,
          unseen,
          flaws: [...all.flaws, ...one.flaws],
          silent: [...all.silent, ...one.silent],
          alsoTrue: [...all.alsoTrue, ...one.alsoTrue],
        },
      ]),
    ),
  );
}

function unknownRule({ flaws, silent, alsoTrue: further }: Known): string | undefined {
  const known = new Set(CHECKS.flatMap(({ rules }) => rules.map(({ id }) => id)));
  for (const { check, flaw: said } of flaws) {
    if (!CHECKS.some(({ id }) => id === check)) return `"${said}" names ${check}, which is no check`;
  }
  const lost = [...silent, ...[...flaws, ...further].flatMap(({ rule }) => rule)].find(
    (id) => !known.has(id),
  );
  return lost === undefined ? undefined : `${lost} is no rule`;
}
