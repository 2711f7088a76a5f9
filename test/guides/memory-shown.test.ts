import { expect, test } from 'vitest';
import { resourceRetention } from '../../src/checks/resource-retention.ts';
import { retentionSummary } from '../../src/report/retention/summary.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import { recordedTraces } from '../retention/recorded-traces.ts';
import { expectShownText } from './shown.ts';

/** A recording of a Rust service that keeps every key in a map; judging it again gives the same each time. */
const RECORDING = 'rs-map.0.json.gz';

test('the guide of memory leaks shows what the probe says of a recorded leak', () => {
  const recording = recordedTraces().find(({ file }) => file === RECORDING);
  if (!recording) throw new Error(`${RECORDING} is missing`);
  const report = retentionSummary(
    {
      result: judgeTrace(recording.as('A')),
      fixes: new Map(resourceRetention.rules.map(({ id, fix }) => [id, fix])),
      tool: { version: '0.1.0' },
    },
    { colour: false, width: 76 },
  );
  expect(report).toContain('unbounded-growth');
  expectShownText('memory-leak', report.replace(/ +$/gm, '').replace(/^\n+|\n+$/g, ''));
});
