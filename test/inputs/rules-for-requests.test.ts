import { describe, expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { ada, twoMessages } from '../../lab/authentication/user-enumeration.ts';
import { writtenByOwners, writtenByStrangers } from '../../lab/bola/foreign-object-written.ts';
import { changesAnybodys, changesOwnOnly } from '../../lab/bola/foreign-password-change.ts';
import * as orders from '../../lab/bola/orders-api.ts';
import { documented } from '../../lab/documented.ts';
import { copying, naming } from '../../lab/property-authorization/mass-assignment.ts';
import { loadSpec } from '../../src/openapi/load.ts';
import { requestFor } from '../../src/openapi/samples.ts';
import { type ScanOptions, scan } from '../../src/scan.ts';

/** A collection that has every operation of the document once, with variables in its paths as Postman writes them. */
async function collectionOf(openapi: object, url: string): Promise<string> {
  const spec = await loadSpec({ uri: 'document', text: JSON.stringify(openapi), target: url });
  const item = spec.operations.map((operation) => {
    const { method, url: asked, headers = [], body } = requestFor(operation, spec, { optional: true });
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    return {
      name: operation.id,
      request: {
        method,
        url: { raw: `{{baseUrl}}${path}${new URL(asked).search}` },
        header: headers.map(([key, value]) => ({ key, value })),
        ...(body === undefined ? {} : { body: { mode: 'raw', raw: String(body) } }),
      },
    };
  });
  return JSON.stringify({ info: { name: 'shop' }, variable: [{ key: 'baseUrl', value: url }], item });
}

/** The lab without its document, and what one rule says of the requests that its clients send. */
async function judged(rule: string, { openapi = {}, routes }: LabApp, options: Partial<ScanOptions>) {
  const served = await serveLab({ routes });
  try {
    const { findings, checks } = await scan({
      guesses: 'first',
      url: served.url,
      specs: [{ uri: 'collection.json', text: await collectionOf(openapi, served.url) }],
      selection: { include: [rule], exclude: [] },
      ...options,
    });
    const outcome = checks.flatMap(({ rules }) => rules).find((one) => one.rule === rule);
    return { at: findings.flatMap(({ locations }) => locations.map((one) => one.operation)), outcome };
  } finally {
    await served.close();
  }
}

const active = { mode: 'active' } as const;
const twoUsers = { mode: 'active', identities: [orders.ada, orders.bob] } as const;
const withQuery = (name: string): LabApp => ({
  openapi: documented({
    'GET /login': { parameters: [{ name, in: 'query', required: true, schema: { type: 'string' } }] },
  }),
  routes: ({ url = '' }, response) =>
    response
      .writeHead(url.startsWith('/login?') ? 200 : 404, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ asked: url.split('?')[0] })),
});

describe('rules that need operations and no promise judge those of recorded requests', () => {
  test.each<[rule: string, lab: LabApp, options: Partial<ScanOptions>, at: string]>([
    ['mass-assignment', copying, active, 'POST /users'],
    ['foreign-object-written', writtenByStrangers, twoUsers, 'DELETE /notes/{id}'],
    ['foreign-password-change', changesAnybodys, active, 'PUT /users/{username}/password'],
    ['user-enumeration', twoMessages, { ...active, identities: [ada] }, 'POST /login'],
    ['login-over-get', withQuery('password'), {}, 'GET /login'],
    ['url-parameter', withQuery('callback_url'), {}, 'GET /login'],
  ])('%s', async (rule, lab, options, at) => {
    const told = await judged(rule, lab, options);
    expect(told.at, JSON.stringify(told.outcome)).toContain(at);
  });

  test.each<[rule: string, lab: LabApp, options: Partial<ScanOptions>]>([
    ['mass-assignment', naming, active],
    ['foreign-object-written', writtenByOwners, twoUsers],
    ['foreign-password-change', changesOwnOnly, active],
    ['login-over-get', withQuery('page'), {}],
    ['url-parameter', withQuery('page'), {}],
  ])('%s is silent on its safe twin', async (rule, lab, options) => {
    const { at, outcome } = await judged(rule, lab, options);
    expect(at).toEqual([]);
    expect(outcome).toMatchObject({ status: 'passed' });
  });
});

test.each([
  'unauthenticated-operation',
  'undeclared-response-field',
  'response-schema-mismatch',
  'dead-documented-operation',
  'undocumented-operation',
  'schema-violation-accepted',
  'writable-read-only-field',
])('%s compares with what a document promises, and says that there is none', async (rule) => {
  const { outcome } = await judged(rule, withQuery('page'), {});
  expect(outcome).toMatchObject({
    status: 'skipped',
    reason: 'needs an OpenAPI document: none was given or found',
  });
});
