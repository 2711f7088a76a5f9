import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { leakyApi, slowApi } from './apis.ts';
import type { ServedMcp } from './bench.ts';
import { serveMcp, workbench } from './bench.ts';
import type { Called, Connected } from './clients.ts';
import { connect } from './clients.ts';

let lab: ServedLab;
let slow: ServedLab;
let served: ServedMcp;
let client: Connected;
let scan: Called;
beforeAll(async () => {
  lab = await serveLab(leakyApi());
  slow = await serveLab(slowApi());
  served = await serveMcp(workbench());
  client = await connect('new', { url: served.url });
  scan = await client.call('scan_api', { url: `${lab.url}/users` });
});
afterAll(async () => {
  await client.close();
  await served.close();
  await Promise.all([lab.close(), slow.close()]);
});

interface Ranked {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: string;
  readonly untrusted: { readonly locations: readonly { readonly fingerprint: string }[] };
}
const ranked = ({ data }: Called) => data.ranked as Ranked[];

test('pages fit together and leave nothing out', async () => {
  const all = ranked(await client.call('get_scan', { limit: 50 }));
  expect(all.length).toBeGreaterThan(3);
  const pages: Ranked[] = [];
  for (let offset = 0; offset < all.length; offset += 2) {
    const page = await client.call('get_scan', { offset, limit: 2 });
    expect(page.data.left).toBe(Math.max(0, all.length - offset - 2));
    pages.push(...ranked(page));
  }
  expect(pages).toEqual(all);
  expect((await client.call('get_scan', { offset: 1_000 })).data).toMatchObject({ ranked: [], left: 0 });
});

test('only what is grave enough', async () => {
  const all = ranked(await client.call('get_scan', { limit: 50 }));
  const grave = ranked(await client.call('get_scan', { limit: 50, least: 'high' }));
  expect(grave).toEqual(all.filter(({ severity }) => severity === 'high' || severity === 'critical'));
  expect(grave.length).toBeGreaterThan(0);
  expect(grave.length).toBeLessThan(all.length);
});

test('a scan goes by its id, its beginning, or last', async () => {
  const id = String(scan.data.scan);
  for (const name of [id, id.slice(0, 6), 'last']) {
    expect((await client.call('get_scan', { scan: name })).data.scan).toBe(id);
  }
});

test('a finding goes by its fingerprint, that of a place, the beginning of either, or its rule', async () => {
  const [worst] = ranked(scan);
  const place = worst?.untrusted.locations[0]?.fingerprint;
  for (const finding of [worst?.fingerprint, worst?.fingerprint.slice(0, 8), place, worst?.rule]) {
    const { data } = await client.call('explain_finding', { finding });
    expect(data).toMatchObject({ rule: worst?.rule, fingerprint: worst?.fingerprint });
    expect(data.untrusted).toMatchObject({ evidence: [expect.objectContaining({ identity: 'anonymous' })] });
  }
});

test('a rule that found nothing is explained in general', async () => {
  const { data, text } = await client.call('explain_finding', { finding: 'jwt-none-algorithm' });
  expect(data).toMatchObject({ rule: 'jwt-none-algorithm' });
  expect(data.untrusted).toBeUndefined();
  expect(text).not.toContain('untrusted-data');
});

test('a fix is for what the code is written with, where that is said or was seen', async () => {
  const finding = 'memory-kept-per-credential';
  const told = await client.call('get_fix', { finding, framework: 'Axum', credential: 'JWT', whole: true });
  expect(told.data).toMatchObject({ rule: finding, framework: 'axum', credential: 'jwt' });
  expect(told.data.guide).toMatch(/^# /);
  expect(told.text).toContain('(for axum, jwt)');
  const any = await client.call('get_fix', { finding, framework: 'something of ours' });
  expect(any.data.framework).toBeUndefined();
  expect(any.data.guide).toBeUndefined();
  expect(any.text).toContain('(for any framework)');
});

test('a scan that runs out of time answers with what it has, and says so', async () => {
  const { data, text, isError } = await client.call('scan_api', { url: slow.url, maxSeconds: 4 });
  expect(isError, text).toBe(false);
  expect(data).toMatchObject({
    partial: true,
    untrusted: { endedEarly: 'the time budget was used up' },
  });
  expect(text).toMatch(/^PARTIAL: /m);
});
