import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { secretsOf } from '../../src/identities/identity.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { scan } from '../../src/scan.ts';

test('the password of an account that the scan made stays inside, in any sentence', () => {
  const account = { user: 'mbada', password: 'Mb1!a1b2c3d4e5f6', ids: { id: '7' } };
  const { text } = createRedactor(secretsOf({ name: 'registered-1', credentials: [], account }));
  expect(text(`Your code word is ${account.password}, keep it.`)).not.toContain(account.password);
  expect(text('{"id":7,"name":"mbada"}')).toBe('{"id":7,"name":"mbada"}');
});

test('values of an exposed file prove it and are not quoted', async () => {
  // Drawn, so that nothing can know them by heart; of no format that a pattern would know.
  const value = () => randomBytes(9).toString('hex');
  const held = [value(), value(), value()];
  const [session, database, mail] = held;
  const file = `APP_ENV=production\nSESSION_SECRET=${session}\nexport DB_PASSWORD=${database}\nMAIL_TOKEN: ${mail}\n`;
  const lab = await serveLab({
    routes: new Hono().get('/.env', (c) => c.text(file)).get('/notes', (c) => c.json([{ id: 7 }])),
  });
  try {
    const result = await scan({
      guesses: 'first',
      url: lab.url,
      selection: { include: ['inventory-management'], exclude: [] },
    });
    expect(result.findings.map(({ rule }) => rule)).toContain('exposed-environment-file');
    const said = JSON.stringify(result);
    expect(said).toContain('SESSION_SECRET');
    expect(held.filter((one) => said.includes(one))).toEqual([]);
  } finally {
    await lab.close();
  }
});
