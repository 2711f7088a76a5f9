import { expect, test } from 'vitest';
import { unlimitedRequests } from '../../src/checks/rate-limiting/unlimited-requests.ts';
import type { FrameworkGuess, Surface } from '../../src/discovery/surface.ts';
import type { RuleRun } from '../../src/running/run.ts';
import { guidesFor } from '../../src/scanning/guides.ts';

const found = { rule: unlimitedRequests, detections: [{}] } as unknown as RuleRun;
const silent = { ...found, detections: [] };

function surface(confidence: FrameworkGuess['confidence']): Surface {
  return {
    framework: { name: 'express', confidence, evidence: [] },
    credential: { kind: 'api-key-header', evidence: [] },
  } as unknown as Surface;
}

test('the guide is for what the scan saw', async () => {
  const guide = (await guidesFor([found], surface('certain'))).get('unlimited-requests');
  expect(guide?.explain).toBe(
    'middlebrick explain unlimited-requests --framework express --credential api-keys',
  );
  expect(guide?.fix.length).toBeGreaterThan(unlimitedRequests.remediation.length);
});

test('a framework that is only guessed is left out', async () => {
  const guide = (await guidesFor([found], surface('weak'))).get('unlimited-requests');
  expect(guide?.explain).toBe('middlebrick explain unlimited-requests --credential api-keys');
});

test('no guide is read for a rule that found nothing', async () => {
  expect((await guidesFor([silent], surface('certain'))).size).toBe(0);
});
