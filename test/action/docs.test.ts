import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ACTION as PUBLISHED } from '../../src/init/pipeline-files.ts';
import { PACKAGE } from '../../src/version.ts';
import { ACTION } from './step.ts';

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const PAGE = readFileSync('docs/ci.md', 'utf8');
const examples = [...PAGE.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
const ours = examples.flatMap((text) =>
  Object.values((parse(text).jobs ?? {}) as Record<string, { steps: Step[] }>).flatMap(({ steps }) =>
    steps.filter(({ uses }) => uses?.startsWith('middlebrick/')),
  ),
);
const described = ACTION as unknown as Record<'inputs' | 'outputs', Record<string, { description: string }>>;

test('the page has examples for GitHub and GitLab', () => {
  expect(examples.length).toBeGreaterThanOrEqual(4);
  expect(ours).toHaveLength(2);
});

test.each(ours)('an example uses this version and only inputs that there are: %j', (step) => {
  expect(step.uses).toBe(PUBLISHED);
  expect(Object.keys(step.with ?? {}).filter((name) => !(name in ACTION.inputs))).toEqual([]);
});

test('examples read only outputs that there are', () => {
  const read = [...PAGE.matchAll(/steps\.\w+\.outputs\.([\w-]+)/g)].map(([, name = '']) => name);
  expect(read.length).toBeGreaterThan(2);
  expect(read.filter((name) => !(name in ACTION.outputs))).toEqual([]);
});

test('examples set only variables that the templates read', () => {
  const template =
    readFileSync('ci-templates/gitlab.yml', 'utf8') + readFileSync('ci-templates/middlebrick.sh', 'utf8');
  const named = new Set(PAGE.match(/MIDDLEBRICK_[A-Z_]+/g));
  expect(named.size).toBeGreaterThan(3);
  expect([...named].filter((name) => !template.includes(`{${name}:`))).toEqual([]);
  const versions = [...PAGE.matchAll(/middlebrick-scanner@[\d.]+/g)].map(([named]) => named);
  expect(new Set(versions)).toEqual(new Set([PACKAGE]));
});

describe.each(['inputs', 'outputs'] as const)('%s', (kind) => {
  test.each(Object.entries(described[kind]))(
    '%s is described on the page as in action.yml',
    (name, { description }) => {
      expect(PAGE).toContain(`| \`${name}\` | ${description} |`);
    },
  );
});

test('the Action asks for the runtime that runners have, and every input has a description', () => {
  expect(ACTION.runs.using).toBe('node24');
  for (const { description } of Object.values(described.inputs))
    expect(description.length).toBeGreaterThan(10);
});
