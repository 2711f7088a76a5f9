import { describe, expect, test } from 'vitest';
import { serveLab } from '../lab/app.ts';
import { demoApp, demoToken } from '../lab/demo/app.ts';
import { PLAIN } from '../src/report/context.ts';
import { FORMATS, reporterFor } from '../src/report/index.ts';
import type { ScanResult } from '../src/result.ts';
import { scan } from '../src/scan.ts';

const GUIDE_FIX = 'Call `limit` **first**:\n\n```js\napp.use(limit({ max: 60 }));\n```\n\n- then the rest\n';

/** Three whole scans of the demo shop; what every reporter makes of one is kept in test/golden. */
const lab = await serveLab(demoApp());
const identities = [
  { name: 'customer', role: 'user', credentials: [{ kind: 'bearer' as const, token: demoToken() }] },
];
const results: ScanResult[] = [];
for (let run = 0; run < 3; run += 1) results.push(normalised(await scan({ url: lab.url, identities })));
await lab.close();
const [first, ...again] = results as [ScanResult, ScanResult, ScanResult];

/** Clock, port and random values are the run's; everything else is the scan's. */
function normalised(result: ScanResult): ScanResult {
  const text = JSON.stringify({
    ...result,
    id: '00000000-0000-4000-8000-000000000000',
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 0,
    traffic: { ...result.traffic, bytesReceived: 0, slowdowns: 0 },
    // Pages of guides change with every better word; where a report puts them does not.
    findings: result.findings.map(({ guide, ...finding }) => ({
      ...finding,
      ...(guide ? { guide: { ...guide, fix: GUIDE_FIX } } : {}),
    })),
  });
  return JSON.parse(text.replaceAll(new URL(lab.url).host, '127.0.0.1:4010')) as ScanResult;
}

/** Which exchange showed a place first, and random values sent, may differ; what is claimed may not. */
function claims({ findings, score, checks, operations, traffic }: ScanResult) {
  return {
    score,
    requests: traffic.requests,
    operations,
    checks,
    findings: findings.map(({ evidence, control, ...claim }) => ({ ...claim, exchanges: evidence.length })),
  };
}

test('every rule came to an end', () => {
  const errored = first.checks.flatMap(({ rules }) => rules.filter(({ status }) => status === 'errored'));
  expect(errored).toEqual([]);
});

test('three scans of an unchanged target claim the same', () => {
  for (const result of again) expect(claims(result)).toEqual(claims(first));
});

test('what a scan of the demo shop claims', async () => {
  await expect(`${JSON.stringify(claims(first), null, 2)}\n`).toMatchFileSnapshot('golden/demo-claims.json');
});

describe('every reporter', () => {
  /** Evidence differs from run to run: reporters are held to a result whose exchanges are fixed. */
  const fixed = withFixedExchanges(first);
  test.each(FORMATS)('%s', async (format) => {
    const report = await reporterFor(format);
    await expect(report(fixed, PLAIN)).toMatchFileSnapshot(`golden/demo.${format}.txt`);
  });
});

function withFixedExchanges(result: ScanResult): ScanResult {
  const findings = result.findings.slice(0, 8).map((finding) => {
    const evidence = finding.evidence.slice(0, 1).map((one) => ({
      ...one,
      curl: `curl -sS -i '${one.request.url}'`,
      request: { method: one.request.method, url: one.request.url, headers: [] },
      response: { ...one.response, headers: [], totalMs: 1, bodyBytes: 0, body: 'body' },
    }));
    return { ...finding, evidence, control: { fact: 'fixed for comparison' } };
  });
  return { ...result, findings };
}
