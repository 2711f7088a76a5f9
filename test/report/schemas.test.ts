import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { PLAIN } from '../../src/report/context.ts';
import { json } from '../../src/report/json.ts';
import { junit } from '../../src/report/junit.ts';
import { sarif } from '../../src/report/sarif.ts';
import { scanResult } from '../../src/result.ts';
import { exampleFinding, exampleResult } from './example-result.ts';

const require = createRequire(import.meta.url);

const results = {
  ordinary: exampleResult('An answer.'),
  hostile: exampleResult('\u0000\ud800<script>'),
  empty: exampleResult('', {
    findings: [],
    score: { formula: '1', value: null, grade: null, coverage: 0.1, caps: [] },
  }),
  suppressed: exampleResult('x', {
    findings: [exampleFinding('x', { suppressed: { reason: 'accepted', until: '2027-01-01' } })],
  }),
  remote: exampleResult('x', {
    findings: [
      exampleFinding('x', {
        control: { fact: 'the answer is the flaw' },
        locations: [{ fingerprint: 'a', method: 'GET', url: 'http://127.0.0.1:9/', saw: 'x' }],
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

test.each(Object.entries(results))('GitHub takes the places of %s results', (_name, result) => {
  for (const found of JSON.parse(sarif(result, PLAIN)).runs[0].results) {
    const { uri } = found.locations[0].physicalLocation.artifactLocation;
    expect(uri).toMatch(/^[^/:][^:]*$/);
    expect(found.partialFingerprints['middlebrick/v1']).toBeTruthy();
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
