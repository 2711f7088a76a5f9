import { afterEach, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { scan } from '../../src/scan.ts';
import { exampleFinding, exampleResult } from '../report/example-result.ts';
import { onBoth } from './databases.ts';
import { served } from './serving.ts';
import { wholeDatabase } from './whole-database.ts';

const V1 = '/api/v1';
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Another version than this. */
const tool = { name: 'middlebrick' as const, version: '0.0.9' };
const JWT = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"sub":"ann","role":"admin"}').toString('base64url')}.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4`;
const SECRETS = [JWT, 'sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'AKIAIOSFODNN7EXAMPLE', 'hunter2-and-more'];

onBoth('results that were made elsewhere', (database) => {
  test('lose the secrets that whoever made them left in', async () => {
    const place = await database.fresh();
    const { serving, client } = await served(place);
    let isStopped = false;
    ends.push(async () => isStopped || serving.stop());
    const finding = exampleFinding('words');
    const [evidence] = finding.evidence;
    if (evidence === undefined) throw new Error('The example has no evidence.');
    const open = {
      ...evidence,
      note: `said ${SECRETS[1]}`,
      curl: `curl -H 'Authorization: Bearer ${JWT}' https://a.example`,
      request: { ...evidence.request, headers: [['Authorization', `Bearer ${JWT}`] as [string, string]] },
      response: { ...evidence.response, body: `{"password":"${SECRETS[3]}","key":"${SECRETS[2]}"}` },
    };
    const result = exampleResult('x', { id: 'leaky-1', tool, findings: [{ ...finding, evidence: [open] }] });
    const taken = await client.ask('POST', `${V1}/results`, result);
    expect(taken.status, taken.text).toBe(201);
    const { text } = await client.ask('GET', `${V1}/scans/leaky-1/result`);
    await serving.stop();
    isStopped = true;
    const everywhere = text + (await wholeDatabase(place));
    for (const secret of SECRETS) expect(everywhere).not.toContain(secret);
    expect(text).toContain('sk_live_');
  });

  test('stay as they are where nothing was left in', async () => {
    const { serving, client } = await served(await database.fresh());
    ends.push(serving.stop);
    const demo = await serveLab(demoApp());
    ends.push(demo.close);
    const result = { ...JSON.parse(JSON.stringify(await scan({ url: demo.url, quick: true }))), tool };
    expect((await client.ask('POST', `${V1}/results`, result)).status).toBe(201);
    expect((await client.ask('GET', `${V1}/scans/${result.id}/result`)).body).toEqual(result);
  });
});
