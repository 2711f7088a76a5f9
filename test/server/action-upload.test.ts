import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { commandsIn, runStep } from '../action/step.ts';
import { PGLITE } from './databases.ts';
import type { Served } from './serving.ts';
import { served } from './serving.ts';

let lab: ServedLab;
let server: Served;
beforeAll(async () => {
  lab = await serveLab(demoApp());
  server = await served(await PGLITE.fresh());
});
afterAll(async () => {
  await lab.close();
  await server.serving.stop();
});

const small = () => ({
  url: lab.url,
  include: 'open-administrative-operation',
  'allow-partial-coverage': 'true',
});

test('the Action sends its result to the server, links to it, and hides the key', async () => {
  const { url, key } = server.client;
  const step = await runStep({ ...small(), 'server-url': `${url}/`, 'server-api-key': key });
  expect(step.code, step.stdout).toBe(0);
  const place = `${url}/api/v1/scans/${step.outputs['scan-id']}`;
  expect(step.outputs['server-result-url']).toBe(place);
  expect(step.summary).toContain(`(<${place}>)`);
  expect((await server.client.ask('GET', new URL(place).pathname)).body).toMatchObject({
    id: step.outputs['scan-id'],
    source: 'upload',
    status: 'done',
  });
  expect(commandsIn(step.stdout).map(({ line }) => line)).toContain(`::add-mask::${key}`);
  expect(step.stdout.replaceAll(/^::add-mask::.*$/gm, '') + step.summary).not.toContain(key.slice(17));
});

test('a server that is away, or refuses the key, costs a warning and not the step', async () => {
  for (const [address, says] of [
    ['http://127.0.0.1:9', 'does not answer'],
    [server.client.url, 'The API key is not known here.'],
  ] as const) {
    const step = await runStep(
      { ...small(), 'server-url': address },
      { env: { MIDDLEBRICK_API_KEY: 'mbk_wrong' } },
    );
    expect(step.code).toBe(0);
    const warnings = commandsIn(step.stdout).filter(({ name }) => name === 'warning');
    expect(warnings.map(({ line }) => line).join('\n')).toContain(says);
    expect(step.outputs['server-result-url']).toBeUndefined();
  }
});
