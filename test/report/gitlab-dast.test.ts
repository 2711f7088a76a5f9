import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { PLAIN } from '../../src/report/context.ts';
import { gitlabDast } from '../../src/report/gitlab-dast.ts';
import type { Finding, FindingLocation, ScanResult } from '../../src/result.ts';
import { exampleFinding, exampleResult } from './example-result.ts';
import { GITLAB_DAST_SCHEMA } from './gitlab-dast-schema.ts';

const validate = new Ajv({ strict: false, allErrors: true }).compile(GITLAB_DAST_SCHEMA);

/** The report of these findings; GitLab would take it. */
function reportOf(findings: readonly Finding[], more: Partial<ScanResult> = {}) {
  const report = JSON.parse(gitlabDast(exampleResult('x', { findings: [...findings], ...more }), PLAIN));
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  return report;
}

const placeAt = (operation: string, url: string, fingerprint = operation): FindingLocation => ({
  fingerprint,
  operation,
  method: 'GET',
  url,
  evidenceSummary: 'It is served.',
});

test('GitLab takes it, whatever the scan found and the target says', () => {
  const answerless = exampleFinding('x');
  const [evidence] = answerless.evidence;
  reportOf([
    exampleFinding('x'),
    exampleFinding('\u0000\ud800<script>', { fingerprint: 'b', control: { fact: 'the answer is the flaw' } }),
    exampleFinding('w '.repeat(9_000), { fingerprint: 'c', cwe: [], severity: 'info' }),
    exampleFinding('', { fingerprint: 'd', title: 'A title' }),
    {
      ...answerless,
      evidence: [
        {
          ...(evidence as NonNullable<typeof evidence>),
          response: { ...(evidence as NonNullable<typeof evidence>).response, status: 0 },
        },
      ],
    },
  ]);
  reportOf([], { operations: [], partial: 'the time budget was used up' });
});

test('a root cause is one vulnerability that lists its locations and proves itself', () => {
  const locations = ['/orders', '/users', '/bills'].map((path) =>
    placeAt(`GET ${path}`, `https://api.example.com:8443${path}`),
  );
  const [found, ...others] = reportOf([
    exampleFinding('Seen', { title: 'Orders without login', severity: 'critical', locations }),
  ]).vulnerabilities;
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    name: 'Orders without login',
    severity: 'Critical',
    location: { hostname: 'https://api.example.com:8443', method: 'GET', path: '/orders' },
    details: { locations: { name: '3 locations' } },
    evidence: {
      summary: 'It is served.',
      request: { method: 'GET' },
      response: { status_code: 200 },
      supporting_messages: [{ name: 'Control: Seen' }],
    },
  });
  expect(found.details.locations.items).toHaveLength(3);
  expect(found.identifiers.map((one: { type: string; value: string }) => [one.type, one.value])).toEqual([
    ['middlebrick', 'example-rule'],
    ['cwe', '287'],
    ['owasp', 'API2:2023'],
  ]);
});

/** By what GitLab knows a vulnerability again: its first identifier, and method, path and parameter. */
interface Identified {
  readonly identifiers: readonly { readonly value: string }[];
  readonly location: Readonly<Record<string, string>>;
}

const identityOf = ({ identifiers, location: { method, path, param } }: Identified) =>
  JSON.stringify([identifiers[0]?.value, method, path, param]);

test('GitLab knows it again though the objects of the scan are others, and takes no two for one', () => {
  const at = (url: string, fingerprint: string) =>
    exampleFinding('x', { fingerprint, locations: [placeAt('GET /users/{id}', url)] });
  const identities = (...findings: Finding[]) => reportOf(findings).vulnerabilities.map(identityOf);
  const once = identities(at('http://127.0.0.1:9/users/7', 'a'), at('http://127.0.0.1:9/users/7', 'b'));
  expect(new Set(once).size).toBe(2);
  expect(identities(at('https://staging.example.com/users/812', 'a'), at('https://a/users/9', 'b'))).toEqual(
    once,
  );
});

test('what was accepted is no vulnerability, and what broke off says so', () => {
  const { vulnerabilities, scan } = reportOf([exampleFinding('x', { suppressed: { reason: 'accepted' } })], {
    partial: 'the time budget was used up',
  });
  expect(vulnerabilities).toEqual([]);
  expect(scan.status).toBe('failure');
  expect(scan.messages.map((one: { value: string }) => one.value).join('\n')).toContain('time budget');
  expect([scan.start_time, scan.end_time]).toEqual(['2026-01-02T03:04:05', '2026-01-02T03:04:07']);
  expect(scan.scanned_resources).toEqual([
    { method: 'GET', url: 'http://127.0.0.1:9/users/{id}', type: 'url' },
  ]);
});

test('words of a target are no markup of GitLab', () => {
  const [found] = reportOf([exampleFinding('<img src=x>![x](y) @everyone')]).vulnerabilities;
  const outside = found.description.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
  expect(outside).not.toMatch(/(?<!\\)[<[\]]|@everyone/);
});
