import { describe, expect, test } from 'vitest';
import type { Check, Rule } from '../../src/checks/rule.ts';
import type { Finding, OperationStatus, Status } from '../../src/result.ts';
import { toCheckOutcome } from '../../src/running/check-outcome.ts';
import type { RuleRun } from '../../src/running/run.ts';
import { exampleFinding } from '../report/example-result.ts';

const rule = (id: string, more: object = {}) =>
  ({ id, title: id, places: {}, ...more }) as Partial<Rule> as Rule;
const [ONE, TWO, LISTENS] = [
  rule('one'),
  rule('two'),
  rule('listens', { places: undefined, inspect: () => [] }),
];
const CHECK = {
  id: 'bola',
  title: 'Objects',
  owasp: 'API1:2023',
  purpose: '',
  rules: [ONE, TWO, LISTENS],
} satisfies Check;

interface Given {
  readonly check?: Partial<Check>;
  readonly counts?: boolean;
  readonly loggedIn?: boolean;
  readonly operations?: readonly OperationStatus[];
  readonly findings?: readonly Finding[];
}

type Run = Partial<Omit<RuleRun, 'places'>> & {
  readonly looked?: readonly [looked: number, needed: number, there?: number];
};

function outcome(
  runs: readonly Run[],
  { check = {}, counts = true, loggedIn = false, operations = ['tested'], findings = [] }: Given = {},
) {
  const of = { ...CHECK, ...check };
  const whole = runs.map(({ looked, ...run }) => ({
    check: of,
    rule: ONE,
    status: 'passed' as Status,
    detections: [],
    ...run,
    ...(looked
      ? { places: { kind: 'places', tested: looked[0], required: looked[1], total: looked[2] ?? looked[1] } }
      : {}),
  })) as unknown as RuleRun[];
  const context = { counts, loggedIn, operations: operations.map((status) => ({ status })) };
  return toCheckOutcome(of, whole, findings, context);
}
const found = (check = 'bola'): Finding => ({ ...exampleFinding('x'), check });

describe('what a check’s silence is worth', () => {
  test.each<[string, Run[], Given, number | null, Status]>([
    ['all was looked at', [{ looked: [3, 3] }], {}, 1, 'passed'],
    ['half of it was', [{ looked: [1, 2] }], {}, 0.5, 'passed'],
    ['a rule without places looked', [{}], {}, 1, 'passed'],
    ['two rules, in the mean', [{ looked: [1, 1] }, { looked: [0, 4] }], {}, 0.5, 'passed'],
    ['one that broke looked as far as it came', [{ status: 'errored', looked: [1, 4] }], {}, 0.25, 'passed'],
    ['one that broke at once', [{ status: 'errored' }], {}, 0, 'errored'],
    ['one that could not judge any place', [{ status: 'skipped', looked: [0, 3] }], {}, 0, 'skipped'],
    ['there is no place', [{ status: 'skipped', looked: [0, 0] }], {}, null, 'skipped'],
    [
      'no place of one rule is no loss',
      [{ status: 'skipped', looked: [0, 0] }, { looked: [2, 2] }],
      {},
      1,
      'passed',
    ],
    ['without --active', [{ status: 'skipped', notStarted: 'active' }], {}, 0, 'skipped'],
    ['without consent to prompts', [{ status: 'skipped', notStarted: 'llm' }], {}, 0, 'skipped'],
    ['left out', [{ status: 'skipped', notStarted: 'left-out' }], {}, 0, 'skipped'],
    ['stopped', [{ status: 'skipped', notStarted: 'stopped' }], {}, 0, 'skipped'],
    [
      'without a user where nobody is refused',
      [{ status: 'skipped', notStarted: 'identity' }],
      {},
      null,
      'skipped',
    ],
    [
      'without a second user where nobody is refused',
      [{ status: 'skipped', notStarted: 'two-identities' }],
      {},
      null,
      'skipped',
    ],
    [
      'without a user where one is refused',
      [{ status: 'skipped', notStarted: 'identity' }],
      { operations: ['tested', 'unauthorized'] },
      0,
      'skipped',
    ],
    [
      'without a user where one is forbidden',
      [{ status: 'skipped', notStarted: 'identity' }],
      { operations: ['tested', 'forbidden'] },
      0,
      'skipped',
    ],
    [
      'without a second user where one logged in',
      [{ status: 'skipped', notStarted: 'two-identities' }],
      { loggedIn: true },
      0,
      'skipped',
    ],
    ['skipped for another reason', [{ status: 'skipped' }], {}, null, 'skipped'],
    ['nothing that it is about', [{ looked: [1, 1] }], { counts: false }, null, 'skipped'],
  ])('%s', (_name, runs, given, coverage, status) => {
    expect(outcome(runs, given)).toMatchObject({ coverage, status });
  });

  test('is that of the essential rules', () => {
    const runs: Run[] = [
      { rule: ONE, looked: [1, 4] },
      { rule: TWO, looked: [4, 4] },
    ];
    expect(outcome(runs, { check: { essential: ['one'] } }).coverage).toBe(0.25);
    expect(outcome(runs, { check: { essential: ['none'] } }).coverage).toBe(0.625);
  });

  test('is nothing where nothing answered, and rules that listen heard nothing', () => {
    const runs: Run[] = [{ rule: LISTENS }, { rule: ONE, looked: [1, 1] }];
    const silent = outcome(runs, { operations: ['not-found', 'redirected'] });
    expect(silent).toMatchObject({
      coverage: 0,
      status: 'skipped',
      score: null,
      reason: 'no operation was reached',
    });
    expect(silent.rules.map(({ status }) => status)).toEqual(['skipped', 'passed']);
    expect(outcome(runs, { operations: ['forbidden'] })).toMatchObject({ coverage: 1, status: 'passed' });
    expect(outcome(runs, { operations: [] }).coverage).toBe(0);
  });

  test('needs content, or the host alone, where the check says so', () => {
    const content = { check: { ground: 'content' } } as const;
    expect(outcome([{}], { ...content, operations: ['unauthorized'] }).reason).toBe(
      'no operation returned content',
    );
    expect(outcome([{}], { ...content, operations: ['tested'] }).coverage).toBe(1);
    expect(outcome([{}], { operations: ['unauthorized'] }).coverage).toBe(1);
    expect(outcome([{}], { check: { ground: 'host' }, operations: [] }).coverage).toBe(1);
  });
});

describe('the outcome', () => {
  test('of a finding is a failure with a score, whatever was reached', () => {
    const failed = outcome([{ status: 'failed' }], { findings: [found()], operations: [] });
    expect(failed).toMatchObject({ status: 'failed', coverage: 1 });
    expect(failed.score).toBeLessThan(100);
    expect(failed).not.toHaveProperty('reason');
    expect(outcome([{}], { findings: [found('bfla')] })).toMatchObject({ status: 'passed', score: 100 });
  });

  test('counts in the score by its weight, and one that needs a consent only where it ran', () => {
    expect(outcome([{}]).weight).toBe(14);
    expect(outcome([{}], { counts: false }).weight).toBe(0);
    const optional = { check: { id: 'resource-retention' } };
    expect(outcome([{}], optional).weight).toBe(7);
    expect(outcome([{ status: 'skipped' }], optional).weight).toBe(0);
    expect(outcome([{}], { check: { id: 'unheard-of' } }).weight).toBe(0);
  });

  test('says why it did not run, by the first essential rule that says so', () => {
    const runs: Run[] = [
      { rule: ONE, status: 'skipped', reason: 'no object' },
      { rule: TWO, status: 'skipped', reason: 'needs two users' },
    ];
    expect(outcome(runs).reason).toBe('no object');
    expect(outcome(runs, { check: { essential: ['two'] } }).reason).toBe('needs two users');
    expect(outcome([{ status: 'skipped' }, { status: 'errored', reason: 'it broke' }]).reason).toBe(
      'it broke',
    );
    expect(outcome([{ looked: [0, 1], reason: 'nothing fits' }]).reason).toBe('nothing fits');
  });

  test('lists its own rules alone, with what they looked at', () => {
    const other = { ...CHECK, id: 'bfla' } as Check;
    const { rules } = outcome([
      { looked: [1, 2] },
      { check: other, rule: TWO },
      { rule: TWO, status: 'skipped', reason: 'no' },
    ]);
    expect(rules).toEqual([
      {
        rule: 'one',
        title: 'one',
        status: 'passed',
        locations: { kind: 'places', tested: 1, required: 2, total: 2 },
      },
      { rule: 'two', title: 'two', status: 'skipped', reason: 'no' },
    ]);
  });
});
