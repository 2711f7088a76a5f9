import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { PLAIN } from '../../src/report/context.ts';
import { gitlab } from '../../src/report/gitlab.ts';
import { json } from '../../src/report/json.ts';
import { junit } from '../../src/report/junit.ts';
import { sarif } from '../../src/report/sarif.ts';
import { openFindings } from '../../src/report/words.ts';
import type { FindingLocation } from '../../src/result.ts';
import { scanResult } from '../../src/result.ts';
import { codeScanningProblems } from './code-scanning.ts';
import { exampleFinding, exampleResult } from './example-result.ts';

const require = createRequire(import.meta.url);

const results = {
  ordinary: exampleResult('An answer.'),
  hostile: exampleResult('\u0000\ud800<script>'),
  empty: exampleResult('', {
    findings: [],
    score: {
      ...exampleResult('').score,
      value: null,
      grade: null,
      withheld: 'no operation of the API was reached',
      caps: [],
    },
  }),
  suppressed: exampleResult('x', {
    findings: [exampleFinding('x', { suppressed: { reason: 'accepted', until: '2027-01-01' } })],
  }),
  remote: exampleResult('x', {
    findings: [
      exampleFinding('x', {
        control: { fact: 'the answer is the flaw' },
        locations: [{ fingerprint: 'a', method: 'GET', url: 'http://127.0.0.1:9/', evidenceSummary: 'x' }],
      }),
    ],
  }),
};

const Ajv = draft04 as unknown as typeof draft04.default;
const addFormats = formats as unknown as typeof formats.default;
const schema = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
);
// The schema's patterns are not written for Unicode mode.
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

test.each(Object.entries(results))('SARIF of %s results follows the OASIS schema', (_name, result) => {
  const valid = validate(JSON.parse(sarif(result, PLAIN)));
  expect(validate.errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test.each(Object.entries(results))('GitHub code scanning takes SARIF of %s results', (_name, result) => {
  expect(codeScanningProblems(sarif(result, PLAIN))).toEqual([]);
});

test('GitHub code scanning takes SARIF of a scan that found far too much', () => {
  const place = exampleFinding('x').locations[0] as FindingLocation;
  const words = 'long '.repeat(2_000);
  const locations = Array.from({ length: 6_000 }, (_one, index) => ({
    ...place,
    fingerprint: index.toString(16).padStart(16, '0'),
  }));
  const cwe = Array.from({ length: 40 }, (_one, index) => index + 1);
  const finding = exampleFinding('x', { title: words, description: words, locations, cwe });
  const small = locations.map(({ fingerprint }) =>
    exampleFinding('x', { fingerprint, locations: [{ ...place, fingerprint }] }),
  );
  const text = sarif(exampleResult('x', { findings: [finding, ...small] }), PLAIN);
  expect(codeScanningProblems(text)).toEqual([]);
  const { results } = JSON.parse(text).runs[0];
  expect(results).toHaveLength(5_000);
  expect(results[0].relatedLocations).toHaveLength(99);
  expect(results[0].message.text).toContain(' and 5989 more locations.');
});

test('GitLab reads its Code Quality report', () => {
  const severities = ['blocker', 'critical', 'major', 'minor', 'info'];
  for (const result of Object.values(results)) {
    const issues = JSON.parse(gitlab(result, PLAIN)) as Record<string, never>[];
    expect(issues).toHaveLength(openFindings(result).length);
    for (const issue of issues) {
      expect(issue).toEqual({
        description: expect.stringMatching(/^[^\u0000-\u001f]+$/),
        check_name: expect.stringMatching(/./),
        fingerprint: expect.stringMatching(/./),
        severity: expect.stringMatching(new RegExp(`^(${severities.join('|')})$`)),
        location: { path: expect.stringMatching(/^[^/].*$/), lines: { begin: expect.any(Number) } },
      });
    }
  }
});

test.each(Object.entries(results))('JSON of %s results follows our own schema', (_name, result) => {
  expect(scanResult.safeParse(JSON.parse(json(result, PLAIN))).error).toBeUndefined();
});

test('JUnit follows the format that Jenkins and GitLab read', async () => {
  const contents = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');
  const verdict = await validateXML({
    xml: Object.entries(results).map(([name, result]) => ({
      fileName: `${name}.xml`,
      contents: junit(result, PLAIN),
    })),
    schema: [{ fileName: 'junit.xsd', contents }],
  });
  expect(verdict.errors).toEqual([]);
  expect(verdict.valid).toBe(true);
});
