import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/checks/index.ts';
import { urgencyOf } from '../../src/findings/ranking.ts';
import { FAMILIES, rootCauses } from '../../src/findings/root-causes.ts';
import type { Finding } from '../../src/result.ts';
import { exampleFinding } from '../report/example-result.ts';

const EVERYBODY = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N';
const ANY_USER = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N';

function seen(
  rule: string,
  severity: Finding['severity'],
  places: readonly string[],
  overrides: Partial<Finding> = {},
): Finding {
  return exampleFinding(rule, {
    rule,
    severity,
    fingerprint: `${rule} ${severity} ${places.join()}`,
    cvss: { vector: EVERYBODY, score: 9 },
    locations: places.map((path) => ({
      fingerprint: `${rule} ${path}`,
      operation: `GET ${path}`,
      method: 'GET',
      url: `https://shop.example${path}`,
      evidenceSummary: 'Seen.',
    })),
    ...overrides,
  });
}

const leaders = (findings: readonly Finding[]) => rootCauses(findings).map(({ leader }) => leader.rule);

test('an object-level hole stands before notes, however many of them there are', () => {
  const hole = seen('foreign-object-served', 'high', ['/orders/{id}'], {
    confidence: 'likely',
    cvss: { vector: ANY_USER, score: 7.1 },
  });
  const notes = [
    seen('reflected-origin', 'low', ['/a', '/b', '/c', '/d']),
    seen('stack-trace-exposed', 'medium', ['/e']),
    seen('missing-content-type-options', 'info', ['/a', '/b', '/c', '/d', '/e']),
  ];
  expect(leaders([...notes, hole])[0]).toBe('foreign-object-served');
});

test('a file and the key in it are one thing to fix, also where neither covers the other', () => {
  const file = seen('exposed-environment-file', 'low', ['/.env']);
  const key = seen('exposed-secret', 'high', ['/.env', '/config']);
  const [cause, ...others] = rootCauses([file, key]);
  expect(others).toEqual([]);
  expect(cause?.leader.rule).toBe('exposed-secret');
  expect(cause?.others.map(({ rule }) => rule)).toEqual(['exposed-environment-file']);
  expect(cause?.places).toBe(2);
  expect(leaders([file, seen('exposed-secret', 'high', ['/config'])])).toHaveLength(2);
});

test('objects without an owner check are one cause: reach of all its places brings it before a narrow critical', () => {
  const many = Array.from({ length: 20 }, (_, at) => `/things${at}/{id}`);
  const found = [
    seen('code-injection', 'critical', ['/quotes']),
    seen('foreign-password-change', 'critical', ['/me/password'], { cvss: { vector: ANY_USER, score: 8.7 } }),
    seen('foreign-object-written', 'high', many),
  ];
  expect(leaders(found)).toEqual(['foreign-password-change', 'code-injection']);
});

test('fields of one response are one cause, of different ones two', () => {
  const hashes = seen('password-hash-exposed', 'high', ['/users']);
  expect(leaders([hashes, seen('phone-numbers-exposed', 'medium', ['/users'])])).toHaveLength(1);
  expect(leaders([hashes, seen('phone-numbers-exposed', 'medium', ['/contacts'])])).toHaveLength(2);
});

test('each of impact, confidence and reach counts', () => {
  const one = seen('one', 'high', ['/a']);
  const more = [
    seen('one', 'critical', ['/a']),
    seen('one', 'high', ['/a', '/b']),
    seen('one', 'high', ['/a'], { unlocks: ['GET /x', 'GET /y'] }),
  ];
  const less = [
    seen('one', 'medium', ['/a']),
    seen('one', 'high', ['/a'], { confidence: 'likely' }),
    seen('one', 'high', ['/a'], { cvss: { vector: ANY_USER, score: 9 } }),
    seen('one', 'high', ['/a'], { cvss: { vector: EVERYBODY.replace('UI:N', 'UI:A'), score: 9 } }),
  ];
  for (const finding of more) expect(urgencyOf(finding)).toBeGreaterThan(urgencyOf(one));
  for (const finding of less) expect(urgencyOf(finding)).toBeLessThan(urgencyOf(one));
});

test('the order does not depend on that of the findings', () => {
  const found = [
    seen('a-rule', 'high', ['/a']),
    seen('b-rule', 'high', ['/b']),
    seen('c-rule', 'low', ['/c']),
    seen('exposed-secret', 'high', ['/a']),
  ];
  expect(rootCauses(found.toReversed())).toEqual(rootCauses(found));
});

test('families name rules that exist, each in one', () => {
  const known = new Set(CATALOGUE.flatMap((check) => check.rules.map(({ id }) => id)));
  const named = FAMILIES.flatMap(({ rules }) => rules);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
  expect(named).toEqual([...new Set(named)]);
});
