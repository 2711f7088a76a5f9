import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { scan } from '../../src/scan.ts';

const RULE = 'missing-content-type-options';
const DAY_MS = 86_400_000;

let lab: ServedLab;
beforeAll(async () => {
  lab = await serveLab({ routes: new Hono().get('/notes', (c) => c.json([{ id: 7, text: 'milk' }])) });
});
afterAll(() => lab.close());

async function accepted(until: number) {
  const warnings: string[] = [];
  const day = new Date(Date.now() + until * DAY_MS).toISOString().slice(0, 10);
  const { findings } = await scan({
    guesses: 'first',
    url: `${lab.url}/notes`,
    selection: { include: [RULE], exclude: [] },
    suppressions: [{ finding: RULE, reason: 'behind a proxy', until: day }],
    onEvent: (event) => event.type === 'warning' && warnings.push(event.says),
  });
  expect(findings).toHaveLength(1);
  return { suppressed: findings[0]?.suppressed, said: warnings.join('\n') };
}

test('an accepted finding holds until its last day', async () => {
  // Two days, so that midnight in between changes nothing.
  expect((await accepted(2)).suppressed?.reason).toBe('behind a proxy');
});

test('and is open again after it, which is said', async () => {
  const { suppressed, said } = await accepted(-2);
  expect(suppressed).toBeUndefined();
  expect(said).toMatch(/expired|past|no longer|until/i);
});
