import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/checks/index.ts';
import { cvssScore, scoreWithin, severityOf } from '../../src/findings/cvss.ts';
import { SEVERITIES } from '../../src/result.ts';

const rules = CATALOGUE.flatMap((check) => check.rules.map((rule) => ({ id: rule.id, rule })));

test.each([
  [0, 'info'],
  [0.1, 'low'],
  [3.9, 'low'],
  [4, 'medium'],
  [6.9, 'medium'],
  [7, 'high'],
  [8.9, 'high'],
  [9, 'critical'],
  [10, 'critical'],
] as const)('a score of %d is %s', (score, severity) => {
  expect(severityOf(score)).toBe(severity);
});

test('a score is moved no further than into the band of its severity', () => {
  for (const severity of SEVERITIES) {
    for (let tenth = 0; tenth <= 100; tenth += 1) {
      const score = tenth / 10;
      const within = scoreWithin(severity, score);
      expect(severityOf(within)).toBe(severity);
      if (severityOf(score) === severity) expect(within).toBe(score);
    }
  }
  expect(scoreWithin('low', 7.1)).toBe(3.9);
  expect(scoreWithin('high', 6)).toBe(7);
});

describe.each(rules)('$id', ({ rule }) => {
  test('is as severe as its vector scores, or says why not', () => {
    const band = severityOf(cvssScore(rule.cvss));
    if (band === rule.severity) expect(rule.severityReason, `${band}: needs no reason`).toBeUndefined();
    else expect(rule.severityReason, `${rule.severity}, but ${band} by score`).toMatch(/^[A-Z].{30,}\.$/s);
  });
});

/** What has been settled, whoever turns a vector or a word next. */
test.each([
  ['jwt-audience-unchecked', 'high'],
  ['foreign-object-served', 'high'],
  ['neighbour-object-served', 'high'],
  ['object-id-in-query', 'high'],
  ['password-hash-exposed', 'high'],
  ['exposed-environment-file', 'critical'],
  ['unlimited-requests', 'low'],
  ['server-version-disclosed', 'info'],
  ['missing-authenticate-challenge', 'info'],
  ['exposed-documentation-console', 'info'],
] as const)('%s is %s', (id, severity) => {
  expect(rules.find((entry) => entry.id === id)?.rule.severity).toBe(severity);
});
