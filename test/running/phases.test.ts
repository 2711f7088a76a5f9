import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { unreadBody } from '../../lab/rate-limiting/fatal-request.ts';
import { scan } from '../../src/scan.ts';

test('what an odd body ends was looked at before it is sent', async () => {
  const lab = await serveLab(unreadBody());
  try {
    const result = await scan({ url: lab.url, mode: 'active' });
    const rules = result.findings.map(({ rule }) => rule);
    expect(rules).toContain('sql-injection');
    expect(rules).toContain('fatal-request');
  } finally {
    await lab.close();
  }
}, 60_000);
