import { describe, expect, test } from 'vitest';
import { faults } from '../../lab/http/faults.ts';
import { boundedScan } from './bounded-scan.ts';

describe('an API of which every answer is a fault ends in bounds, and is given no grade', () => {
  // Two at a time: most of them wait. What is measured is each process's own.
  test.concurrent.each(Object.entries(faults))('%s', async (_name, fault) => {
    const { result, exitCode } = await boundedScan(fault, 'everywhere');
    if (!result) return expect(exitCode).toBe(3);
    // Whole answers with something in them were seen; all else is no API at work.
    const reached = result.operations.some(({ status }) => status === 'tested');
    if (!reached || result.partial !== undefined) expect(result.score.grade).toBeNull();
  });
});
