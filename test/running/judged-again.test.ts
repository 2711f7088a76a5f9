import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { documented } from '../../lab/documented.ts';
import { CHECKS } from '../../src/checks/index.ts';
import { defineRule, type Verdict } from '../../src/checks/rule.ts';
import { service } from '../../src/places/service.ts';
import { scan } from '../../src/scan.ts';

const facts = {
  title: 'A rule of this test',
  aliases: ['test'],
  severity: 'low',
  cwe: [20],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  description: 'Nothing.',
  remediation: 'Nothing.',
} as const;

/** Dies at `/crash` and is back a moment later: whatever was under way finds its connection broken. */
async function scanned(paths: readonly string[]) {
  let goneUntil = 0;
  let looks = 0;
  const slow = new Set<{ destroy(): void }>();
  const lab = await serveLab({
    openapi: documented({ 'GET /fine': {} }),
    routes: (request, response) => {
      if (request.url === '/slow') return void slow.add(request.socket);
      if (request.url === '/crash' && performance.now() >= goneUntil) {
        goneUntil = performance.now() + 200;
        for (const socket of slow) socket.destroy();
      }
      return performance.now() < goneUntil ? request.socket.destroy() : response.end('ok');
    },
  });
  const rule = defineRule({
    ...facts,
    id: 'rule-of-this-test',
    places: service,
    async judge(_service, { anonymous, surface }): Promise<Verdict> {
      looks += 1;
      if (looks > 1) return 'clean';
      const asked = paths.map(async (path, at) => {
        await new Promise((resolve) => setTimeout(resolve, at * 100));
        return anonymous.attempt({ url: surface.target.origin + path });
      });
      const [failed] = (await Promise.all(asked)).filter((answer) => answer instanceof Error);
      if (failed) throw failed;
      return 'clean';
    },
  });
  try {
    const [check] = CHECKS;
    if (!check) throw new Error('no check');
    const result = await scan({
      url: lab.url,
      guesses: 'first',
      checks: [{ ...check, essential: [], rules: [rule] }],
    });
    return { outcome: result.checks[0]?.rules[0], looks };
  } finally {
    await lab.close();
  }
}

test('a place whose connection broke while something else may have ended the service is looked at once more', async () => {
  const { outcome, looks } = await scanned(['/slow', '/crash']);
  expect(outcome).toMatchObject({ status: 'passed' });
  expect(looks).toBe(2);
});

test('a place that alone ended it is not', async () => {
  const { outcome, looks } = await scanned(['/crash']);
  expect(outcome?.status).toBe('errored');
  expect(looks).toBe(1);
});
