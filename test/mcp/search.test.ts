import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedMcp } from './bench.ts';
import { serveMcp, workbench } from './bench.ts';
import { connect } from './clients.ts';

let served: ServedMcp;
let client: Awaited<ReturnType<typeof connect>>;

beforeAll(async () => {
  served = await serveMcp(workbench());
  client = await connect('new', { url: served.url });
});
afterAll(async () => {
  await client.close();
  await served.close();
});

test.each([
  ['IDOR', 'neighbour-object-served'],
  ['BOLA', 'foreign-object-served'],
  ['XSS', 'reflected-markup'],
  ['clickjacking', 'missing-frame-protection'],
  ['brute force', 'unlimited-login-attempts'],
  ['prompt injection', 'indirect-injection-followed'],
  ['privilege escalation', 'self-granted-privilege'],
  ['mass assignment', 'mass-assignment'],
  ['MIME sniffing', 'missing-content-type-options'],
  ['security misconfiguration', 'missing-hsts'],
])('list_rules finds %s', async (search, rule) => {
  const { isError, data } = await client.call('list_rules', { search });
  expect(isError).toBe(false);
  const found = (data.checks as { rules: { rule: string }[] }[]).flatMap(({ rules }) => rules);
  expect(found.map((one) => one.rule)).toContain(rule);
  expect(found.map((one) => one.rule)).not.toContain('certificate-name-mismatch');
});

test('list_rules says that a term finds nothing', async () => {
  const { isError, text } = await client.call('list_rules', { search: 'zebra' });
  expect(isError).toBe(false);
  expect(text).toContain('0 rules');
});

test('explain_finding and get_fix take a term for the one rule that it finds', async () => {
  for (const tool of ['explain_finding', 'get_fix']) {
    const { data } = await client.call(tool, { finding: 'clickjacking' });
    expect(data).toMatchObject({ rule: 'missing-frame-protection' });
  }
  const { text, data } = await client.call('explain_finding', { finding: 'missing-frame-protection' });
  expect(text).toContain('Also known as: clickjacking');
  expect(data.aliases).toContain('clickjacking');
});

test('a term for several rules is answered with their ids', async () => {
  const { isError, text } = await client.call('explain_finding', { finding: 'IDOR' });
  expect(isError).toBe(true);
  expect(text).toContain('stands for several rules');
  expect(text).toContain('neighbour-object-served');
});
