import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onBoth } from '../databases.ts';
import type { Client, Served } from '../serving.ts';
import { addApi, served } from '../serving.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly fields: readonly string[];
}

/** Of each operation; the same in every run (`fixed-seed.ts`). */
const RUNS = 12;
/** What JSON can hold, and what databases choke on. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    "'; drop table apis; --",
    '../../etc/passwd',
    '%00',
    'null',
    '-1',
    '1e999',
  ),
  fc.string({ minLength: 300, maxLength: 3_000 }),
);
const anyValue = fc.oneof(
  anyText,
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(anyText, { maxLength: 3 }),
  fc.dictionary(anyText, anyText, { maxKeys: 3 }),
);

/** As bytes can carry it. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

onBoth('bad input', (database) => {
  let server: Served;
  let client: Client;
  beforeAll(async () => {
    server = await served(await database.fresh(), { limits: { requests: 1e6, failures: 1e6 }, slots: 1 });
    client = server.client;
  });
  afterAll(() => server.serving.stop());

  async function operations(): Promise<Operation[]> {
    const { body } = await client.ask('GET', '/openapi.json');
    // biome-ignore lint/suspicious/noExplicitAny: a document, read loosely
    return Object.entries<Record<string, any>>(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const schema = operation.requestBody?.content?.['application/json']?.schema ?? {};
        const named = schema.$ref ? body.components.schemas[schema.$ref.split('/').at(-1)] : schema;
        // biome-ignore lint/suspicious/noExplicitAny: a document, read loosely
        const query = (operation.parameters ?? []).filter((one: any) => one.in === 'query');
        return {
          method: method.toUpperCase(),
          path,
          query: query.map(({ name }: { name: string }) => name),
          fields: Object.keys(named.properties ?? {}),
        };
      }),
    );
  }

  test('to any operation is one clear problem, and nothing is lost', async () => {
    const api = await addApi(client, 'http://127.0.0.1:9/kept', { name: 'kept' });
    for (const { method, path, query, fields } of await operations()) {
      // It would remove what has to stay.
      const safe =
        method === 'DELETE' ? anyText.filter((id) => id !== api) : fc.oneof(anyText, fc.constant(api));
      const request = fc.record({
        id: safe,
        query: fc.dictionary(fc.oneof(fc.constantFrom('x', ...query), anyText), anyText, { maxKeys: 4 }),
        body: fc.oneof(
          fc.dictionary(fc.oneof(fc.constantFrom('x', ...fields), anyText), anyValue, { maxKeys: 6 }),
          anyValue,
        ),
        isJson: fc.boolean(),
        raw: fc.option(anyText, { freq: 6 }),
      });
      await fc.assert(
        fc.asyncProperty(request, async ({ id, query: asked, body, isJson, raw }) => {
          const there = path.replace(/\{\w+\}/g, encodeURIComponent(wellFormed(id)) || 'x');
          const search = new URLSearchParams(asked);
          const text = raw === null ? JSON.stringify(body) : wellFormed(raw);
          const type = isJson ? 'application/json' : 'text/plain';
          const signal = { accept: 'application/json', 'content-type': type };
          const given = method === 'GET' ? undefined : text;
          const answer = await client.ask(method, `${there}?${search}`, given, signal);
          expect(answer.status, answer.text).toBeLessThan(500);
          if (answer.status < 400) return;
          expect(answer.headers.get('content-type')).toBe('application/problem+json');
          expect(answer.body).toMatchObject({ status: answer.status, detail: expect.any(String) });
        }),
        { numRuns: RUNS },
      );
    }
    expect(server.log).toEqual([]);
    expect((await client.ask('GET', `/api/v1/apis/${api}`)).body.id).toBe(api);
  }, 300_000);
});
