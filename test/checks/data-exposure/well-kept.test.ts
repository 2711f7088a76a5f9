import { describe, expect, test } from 'vitest';
import { serveLab } from '../../../lab/app.ts';
import { asUser } from '../../../lab/data-exposure/serving.ts';
import { wellKept } from '../../../lab/data-exposure/well-kept.ts';
import { dataExposure } from '../../../src/checks/data-exposure/index.ts';
import { inventoryManagement } from '../../../src/checks/inventory-management/index.ts';
import { propertyAuthorization } from '../../../src/checks/property-authorization/index.ts';
import type { ScanOptions } from '../../../src/scan.ts';
import { scan } from '../../../src/scan.ts';

const checks = [dataExposure, propertyAuthorization, inventoryManagement];

async function findingsOf(options: Partial<ScanOptions>) {
  const lab = await serveLab(wellKept);
  try {
    const result = await scan({ url: lab.url, checks, guesses: 'first', ...options });
    const outcomes = result.checks.flatMap(({ rules }) => rules);
    return {
      found: result.findings.map(({ rule, locations }) => [rule, locations[0]?.evidenceSummary]),
      outcomes,
      requests: result.traffic.requests,
    };
  } finally {
    await lab.close();
  }
}

/** A service that publishes its document on purpose: the one thing to note. */
const PUBLISHED = ['exposed-specification', expect.stringContaining('An API document with')];

describe('a well-kept API', () => {
  test.each([
    ['nobody', {}],
    ['a user', asUser],
    ['a user in active mode', { ...asUser, mode: 'active' as const }],
  ])('earns silence as seen by %s', async (_who, options) => {
    const { found, outcomes } = await findingsOf(options);
    expect(found).toEqual([PUBLISHED]);
    expect(outcomes.filter(({ status }) => status === 'errored')).toEqual([]);
    // Silence counts only where rules looked.
    expect(outcomes.filter(({ status }) => status === 'passed').length).toBeGreaterThan(35);
  });

  test('is the same in three scans, within the requests that these checks may cost', async () => {
    const scans = [await findingsOf(asUser), await findingsOf(asUser), await findingsOf(asUser)];
    expect(new Set(scans.map(({ found }) => JSON.stringify(found))).size).toBe(1);
    for (const { requests } of scans) expect(requests).toBeLessThan(340);
  });
});
