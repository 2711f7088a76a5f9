import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { documented, query } from '../../lab/documented.ts';
import { scan } from '../../src/scan.ts';

const names = Array.from({ length: 12 }, (_, at) => `/list${at}`);
const app = {
  openapi: documented(
    Object.fromEntries(
      names.map((path) => [
        `GET ${path}`,
        { parameters: [query('q', { type: 'string' }, { example: 'a' })] },
      ]),
    ),
  ),
  routes: (request: { readonly url?: string }, response: import('node:http').ServerResponse) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    response.writeHead(names.includes(path) ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ path }));
  },
};

test('a quick scan looks at a few places of each rule, and says how many it left out', async () => {
  const lab = await serveLab(app);
  const quick = await scan({ url: lab.url, quick: true });
  const whole = await scan({ url: lab.url });
  await lab.close();
  const rule = (result: typeof quick, id: string) =>
    result.checks.flatMap(({ rules }) => rules).find((one) => one.rule === id);
  expect(rule(whole, 'reflected-markup')).toMatchObject({ locations: { tested: 12, required: 12 } });
  expect(rule(quick, 'reflected-markup')).toMatchObject({
    status: 'passed',
    reason: '4 of 12 parameters and properties of bodies: a quick scan tests no further',
    locations: { tested: 4, required: 12 },
  });
  expect(quick.traffic.requests).toBeLessThan(whole.traffic.requests * 0.7);
  expect(quick.score.coverage).toBeLessThan(whole.score.coverage);
});
