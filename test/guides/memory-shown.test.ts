import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { resourceRetention } from '../../src/checks/resource-retention.ts';
import { retentionSummary } from '../../src/report/retention/summary.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import { readTrace } from '../../src/retention/read-trace.ts';
import { expectShownText } from './shown.ts';

/**
 * What `middlebrick retention --trace` wrote of the leaky build of fleet/axum/api-keys, asked at /v1/keys/permissions.
 * Judging it again sends nothing and gives the same each time.
 */
const RECORDING = new URL('axum-api-keys-permissions.trace.json.gz', import.meta.url);

test('the guide of memory leaks shows what the probe says of a leaky Axum service', () => {
  const trace = readTrace(JSON.parse(gunzipSync(readFileSync(RECORDING)).toString()));
  const report = retentionSummary(
    {
      result: judgeTrace(trace),
      fixes: new Map(resourceRetention.rules.map(({ id, remediation }) => [id, remediation])),
      tool: { version: '0.1.0' },
    },
    { colour: false, width: 76 },
  );
  expect(report).toContain('unbounded-growth');
  expectShownText('memory-leak', report.replace(/ +$/gm, '').replace(/^\n+|\n+$/g, ''));
});
