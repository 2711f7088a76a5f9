import { afterEach, expect, test } from 'vitest';
import { exampleResult } from '../report/example-result.ts';
import { signedIn } from './dashboard.ts';
import { onBoth } from './databases.ts';
import { measured } from './measured.ts';
import { startReceiver } from './receiver.ts';
import { addApi, type Client, served, startScan } from './serving.ts';

const V1 = '/api/v1';
const KEY = Buffer.alloc(32, 7).toString('base64');
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What each operation that changes something is noted as. */
const NOTED: Readonly<Record<string, string>> = {
  createApi: 'api.create',
  changeApi: 'api.change',
  deleteApi: 'api.delete',
  setIdentitiesOfApi: 'api.identities',
  beginOwnership: 'ownership.begin',
  checkOwnership: 'ownership.check',
  createScan: 'scan.create',
  cancelScan: 'scan.cancel',
  deleteScan: 'scan.delete',
  uploadResult: 'result.upload',
  setStateOfFinding: 'finding.state',
  createKey: 'key.create',
  revokeKey: 'key.revoke',
  createCredential: 'credential.create',
  renameCredential: 'credential.rename',
  replaceCredential: 'credential.replace',
  deleteCredential: 'credential.delete',
  changeSettings: 'settings.change',
  purgeData: 'data.purge',
  createChannel: 'channel.create',
  changeChannel: 'channel.change',
  deleteChannel: 'channel.delete',
  testChannel: 'channel.test',
  rotateSecretOfChannel: 'channel.rotate',
  redeliver: 'delivery.redeliver',
  createSchedule: 'schedule.create',
  changeSchedule: 'schedule.change',
  deleteSchedule: 'schedule.delete',
  setAdminPassword: 'password.change',
  createRelease: 'release.create',
  deleteRelease: 'release.delete',
  uploadRetentionRun: 'retention.upload',
  deleteRetentionRun: 'retention.delete',
  createAlertRule: 'alert-rule.create',
  changeAlertRule: 'alert-rule.change',
  deleteAlertRule: 'alert-rule.delete',
  endSession: 'session.end',
  endSessions: 'session.end-all',
};

/** Ask, and change nothing. */
const ASKING = ['previewSchedule'];

/** Does each of them once. */
async function doAll(client: Client, receiver: string): Promise<void> {
  const did = async (method: string, path: string, body?: unknown) => {
    const answer = await client.ask(method, `${V1}${path}`, body);
    expect(answer.status, `${method} ${path} ${answer.text}`).toBeLessThan(300);
    return answer.body;
  };
  const { id: credential } = await did('POST', '/credentials', {
    name: 'a',
    value: { bearer: 'tok-1234567890abcdef' },
  });
  await did('PATCH', `/credentials/${credential}`, { name: 'b' });
  await did('PUT', `/credentials/${credential}/value`, { bearer: 'tok-234567890abcdef1' });
  const api = await addApi(client, 'http://127.0.0.1:9/');
  await did('PATCH', `/apis/${api}`, { owner: 'us' });
  await did('PUT', `/apis/${api}/identities`, { identities: [{ name: 'a', credential }] });
  await did('PUT', `/apis/${api}/identities`, { identities: [] });
  await did('POST', `/apis/${api}/ownership`);
  await did('POST', `/apis/${api}/ownership/check`);
  await did('DELETE', `/credentials/${credential}`);
  // The second of one target waits, so that it can be cancelled.
  const scans = [await startScan(client, api), await startScan(client, api), await startScan(client, api)];
  await did('POST', `/scans/${scans[2]}/cancel`);
  await did('DELETE', `/scans/${scans[2]}`);
  await did('POST', '/results', exampleResult('x', { id: 'up-1' }));
  const { items } = await did('GET', '/findings');
  await did('PUT', `/findings/${items[0].id}/state`, { state: 'accepted', reason: 'because' });
  const { id: key } = await did('POST', '/keys', { name: 'x', scopes: ['read'] });
  await did('DELETE', `/keys/${key}`);
  const { id: channel } = await did('POST', '/channels', {
    name: 'Hook',
    config: { kind: 'webhook', url: receiver },
  });
  await did('PATCH', `/channels/${channel}`, { name: 'Another' });
  await did('POST', `/channels/${channel}/rotate-secret`);
  const { id: delivery } = await did('POST', `/channels/${channel}/test`);
  const late = Date.now() + 20_000;
  while ((await did('GET', `/deliveries/${delivery}`)).status !== 'sent' && Date.now() < late)
    await new Promise((done) => setTimeout(done, 100));
  await did('POST', `/deliveries/${delivery}/redeliver`);
  const condition = { type: 'score-below', score: 50 };
  const { id: rule } = await did('POST', '/alert-rules', { name: 'Low', condition, channels: [channel] });
  await did('PATCH', `/alert-rules/${rule}`, { name: 'Lower' });
  await did('DELETE', `/alert-rules/${rule}`);
  await did('DELETE', `/channels/${channel}`);
  const { id: release } = await did('POST', `/apis/${api}/releases`, { name: 'v1' });
  await did('DELETE', `/releases/${release}`);
  const { id: run } = await did('POST', '/retention-runs', { result: measured('http://127.0.0.1:9/me') });
  await did('DELETE', `/retention-runs/${run}`);
  const { id: schedule } = await did('POST', '/schedules', { api, preset: 'daily' });
  await did('PATCH', `/schedules/${schedule}`, { name: 'x' });
  await did('DELETE', `/schedules/${schedule}`);
  await signedIn(client);
  const { items: sessions } = await did('GET', '/sessions');
  await did('DELETE', `/sessions/${sessions[0].id}`);
  await did('DELETE', '/sessions');
  await did('PUT', '/admin-password', { password: 'a long one of several words' });
  await did('PATCH', '/settings', { retention: { audit: 365 } });
  await did('POST', '/settings/purge');
  await did('DELETE', `/apis/${api}`);
}

onBoth('the audit log', (database) => {
  test('knows of everything that changes something, and is searched', async () => {
    const { serving, client, log } = await served(await database.fresh(), { encryptionKey: KEY });
    ends.push(serving.stop);
    const { body: document } = await client.ask('GET', '/openapi.json');
    const changing = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
      .flatMap((methods) => Object.entries(methods))
      .filter(([method]) => method !== 'get')
      .map(([, { operationId }]) => operationId)
      .filter((operation) => !ASKING.includes(operation));
    expect(changing.filter((operation) => NOTED[operation] === undefined)).toEqual([]);
    const receiver = await startReceiver();
    ends.push(receiver.close);
    await doAll(client, receiver.url);
    const { body: all } = await client.ask('GET', `${V1}/audit?limit=200`);
    const actions = all.items.map(({ action }: { action: string }) => action);
    expect(changing.filter((operation) => !actions.includes(NOTED[operation]))).toEqual([]);
    expect(JSON.stringify(all)).not.toContain('tok-');

    const [newest] = all.items;
    const first = all.items.at(-1);
    const list = async (query: string) =>
      (await client.ask('GET', `${V1}/audit?limit=200&${query}`)).body.items;
    const about = await list('action=credential.');
    expect(new Set(about.map(({ action }: { action: string }) => action))).toEqual(
      new Set(['credential.create', 'credential.rename', 'credential.replace', 'credential.delete']),
    );
    expect(await list('action=api.create')).toHaveLength(1);
    expect((await list(`actor=${newest.actor}`)).length).toBeGreaterThan(15);
    expect((await list('actor=server')).at(-1)).toMatchObject({
      action: 'key.create',
      subject: expect.any(String),
    });
    expect((await list(`subject=${about[0].subject}`)).length).toBe(4);
    expect(await list(`to=${encodeURIComponent(first.at)}`)).toEqual([]);
    expect((await list(`from=${encodeURIComponent(first.at)}`)).length).toBe(all.items.length);
    expect((await list('from=2999-01-01T00:00:00%2B01:00')).length).toBe(0);
    expect((await client.ask('GET', `${V1}/audit?from=yesterday`)).status).toBe(400);
    const { body: page } = await client.ask('GET', `${V1}/audit?limit=3&action=credential.`);
    const { body: next } = await client.ask(
      'GET',
      `${V1}/audit?limit=3&action=credential.&cursor=${page.next}`,
    );
    expect([...page.items, ...next.items]).toEqual(about);
    expect(log).toEqual([]);
  });
});
