import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { ada, bob, ordersApi } from '../../lab/bola/orders-api.ts';
import { CATALOGUE } from '../../src/checks/index.ts';
import { COVERS, withoutCovered } from '../../src/findings/covers.ts';
import type { Finding, Severity } from '../../src/result.ts';
import { scan } from '../../src/scan.ts';

const place = (method: string, url: string, operation?: string): Finding['locations'][number] => ({
  fingerprint: `${method} ${url}`,
  method,
  url,
  evidenceSummary: 'Seen.',
  ...(operation ? { operation } : {}),
});

function finding(rule: string, severity: Severity, ...locations: Finding['locations']): Finding {
  const response = { status: 200, httpVersion: '1.1', headers: [], body: '', bodyBytes: 0, totalMs: 1 };
  return {
    fingerprint: `of ${rule}`,
    rule,
    check: 'a-check',
    severity,
    confidence: 'confirmed',
    title: `Title of ${rule}`,
    description: '',
    remediation: '',
    cwe: [1],
    owasp: '',
    cvss: { vector: '', score: 0 },
    compliance: [],
    locations,
    evidence: [
      {
        note: '',
        identity: 'anonymous',
        curl: '',
        request: { method: 'GET', url: '', headers: [] },
        response,
      },
    ],
  };
}

const rules = (findings: readonly Finding[]) => findings.map(({ rule }) => rule);
const ENV = place('GET', 'https://shop.example/.env');

describe('findings of one cause', () => {
  test('keys in the labels of metrics are told once', () => {
    const metrics = place('GET', 'https://shop.example/metrics', 'GET /metrics');
    const elsewhere = place('GET', 'https://shop.example/config', 'GET /config');
    const kept = finding('key-material-in-metrics', 'high', metrics);
    expect(rules(withoutCovered([kept, finding('exposed-secret', 'high', metrics)]))).toEqual([
      'key-material-in-metrics',
    ]);
    expect(rules(withoutCovered([kept, finding('exposed-secret', 'high', elsewhere)]))).toHaveLength(2);
  });

  test('each entry names rules that exist, and covers no finding by itself', () => {
    const known = new Set(CATALOGUE.flatMap((check) => check.rules.map(({ id }) => id)));
    for (const { keeps, covers } of COVERS) {
      for (const id of [keeps, ...covers]) expect(known.has(id), id).toBe(true);
      expect(covers).not.toContain(keeps);
    }
  });

  test.each(COVERS.flatMap(({ keeps, covers }) => covers.map((covered) => [keeps, covered] as const)))(
    '%s stands for %s at the same place',
    (keeps, covered) => {
      const [kept, ...others] = withoutCovered([
        finding(covered, 'low', place('GET', 'https://shop.example/a', 'GET /a')),
        finding(keeps, 'high', place('GET', 'https://shop.example/a', 'GET /a')),
      ]);
      expect(others).toEqual([]);
      expect(kept?.rule).toBe(keeps);
      expect(kept?.related?.map(({ rule }) => rule)).toEqual([covered]);
      expect(kept?.locations[0]?.evidenceSummary).toBe(`Seen. Also: Title of ${covered}.`);
    },
  );

  test('a place of its own keeps a finding', () => {
    const elsewhere = place('GET', 'https://shop.example/config');
    const all = [
      finding('exposed-environment-file', 'critical', ENV),
      finding('exposed-secret', 'high', ENV, elsewhere),
    ];
    expect(withoutCovered(all)).toEqual(all);
  });

  test('a worse finding is never swallowed by a lesser one', () => {
    const all = [finding('exposed-environment-file', 'low', ENV), finding('exposed-secret', 'high', ENV)];
    expect(withoutCovered(all)).toEqual(all);
  });

  test('what is covered itself covers nothing more, and is named once', () => {
    const at = place('GET', 'https://shop.example/a');
    const [kept, ...others] = withoutCovered([
      finding('debug-page-exposed', 'high', at),
      finding('stack-trace-exposed', 'medium', at),
      finding('verbose-error', 'low', at),
    ]);
    expect(others).toEqual([]);
    expect(kept?.related?.map(({ rule }) => rule).sort()).toEqual(['stack-trace-exposed', 'verbose-error']);
  });

  test('origins are one cause wherever they were asked', () => {
    const all = [
      finding('reflected-origin', 'low', place('GET', 'https://shop.example/a', 'GET /a')),
      finding('permissive-preflight', 'low', place('OPTIONS', 'https://shop.example/b', 'GET /b')),
    ];
    expect(rules(withoutCovered(all))).toEqual(['reflected-origin']);
  });
});

describe('in a whole scan', () => {
  const key = `ghp_${'k7Jq2mVw9Xr4TzPbL5sNcR8yGd3HfA6uEeBi'.slice(0, 36)}`;
  let env: Awaited<ReturnType<typeof serveLab>>;
  let orders: Awaited<ReturnType<typeof serveLab>>;
  beforeAll(async () => {
    env = await serveLab({
      routes: new Hono()
        .use(cors({ origin: (origin) => origin, credentials: true, allowMethods: ['GET', 'DELETE'] }))
        .get('/items', (c) => c.json([{ id: 1 }]))
        .get('/.env', (c) => c.text(`APP_ENV=production\nGITHUB_TOKEN=${key}\n`)),
    });
    orders = await serveLab(
      ordersApi({ object: (user, order) => (user === undefined ? 401 : (order ?? 404)) }),
    );
  });
  afterAll(async () => {
    await env.close();
    await orders.close();
  });

  test('a file and what stands in it, origins and preflights', async () => {
    const { findings } = await scan({ guesses: 'first', url: `${env.url}/items` });
    const found = rules(findings);
    expect(found).toContain('exposed-environment-file');
    expect(found).not.toContain('exposed-secret');
    expect(found).toContain('reflected-origin');
    expect(found).not.toContain('permissive-preflight');
    const file = findings.find(({ rule }) => rule === 'exposed-environment-file');
    expect(file?.severity).toBe('critical');
  }, 60_000);

  test('an object of the other user, and the neighbour', async () => {
    const { findings } = await scan({ guesses: 'first', url: orders.url, identities: [ada, bob] });
    const found = rules(findings);
    expect(found).toContain('foreign-object-served');
    expect(found).not.toContain('neighbour-object-served');
    const foreign = findings.find(({ rule }) => rule === 'foreign-object-served');
    expect(foreign?.related?.map(({ rule }) => rule)).toContain('neighbour-object-served');
  }, 60_000);
});
