import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeArguments, probeOptionsFrom } from '../../src/mcp/tools/probe-retention.ts';
import { scanArguments, scanOptionsFrom } from '../../src/mcp/tools/scan-api.ts';
import type { ScanOptions } from '../../src/scan.ts';
import type { ServedMcp } from '../mcp/bench.ts';
import { serveMcp, workbench } from '../mcp/bench.ts';
import type { Connected } from '../mcp/clients.ts';
import { connect } from '../mcp/clients.ts';
import { exampleFinding, exampleResult } from '../report/example-result.ts';
import { fileWith } from './typed.ts';

const URL = 'http://127.0.0.1:9';
const bench = workbench({ env: { MIDDLEBRICK_SECRET: 'held-secret' } });
const document = fileWith('{"openapi":"3.1.0"}', 'openapi.json');
const trusted = fileWith('PEM of an authority', 'ca.pem');

const first = { name: 'default', credentials: [{ kind: 'bearer', token: 'held-secret' }] } as const;
const second = { name: 'other', credentials: [{ kind: 'bearer', token: 'token-2' }] } as const;
const bearer = { bearer: 'env:MIDDLEBRICK_SECRET' };

interface Row<Options> {
  readonly value: unknown;
  readonly beside?: object;
  readonly changes: Partial<Options>;
}

const SCAN: Readonly<Record<keyof typeof scanArguments.shape, Row<ScanOptions>>> = {
  url: { value: 'http://127.0.0.1:10', changes: { url: 'http://127.0.0.1:10' } },
  spec: { value: document, changes: { specs: [{ uri: document, text: '{"openapi":"3.1.0"}' }] } },
  moreSpecs: {
    value: [document],
    changes: { specs: [{ uri: document, text: '{"openapi":"3.1.0"}' }] },
  },
  requests: {
    value: ['curl http://127.0.0.1:9/a'],
    changes: { specs: [{ uri: '(--request)', text: 'curl http://127.0.0.1:9/a' }] },
  },
  basePath: { value: 'v1/', changes: { basePath: '/v1' } },
  mode: { value: 'active', changes: { mode: 'active' } },
  llm: { value: true, changes: { llm: true } },
  quick: { value: true, changes: { quick: true } },
  credential: { value: bearer, changes: { identities: [first] } },
  others: {
    value: [{ bearer: 'token-2' }],
    beside: { credential: bearer },
    changes: { identities: [first, second] },
  },
  scope: { value: ['http://127.0.0.2'], changes: { alsoInScope: ['http://127.0.0.2'] } },
  include: { value: ['bola'], changes: { selection: { include: ['bola'], exclude: [] } } },
  exclude: { value: ['/pay'], changes: { selection: { include: [], exclude: ['/pay'] } } },
  maxRequests: { value: 7, changes: { maxRequests: 7 } },
  maxSeconds: { value: 9, changes: { maxTimeMs: 9_000 } },
  attempts: { value: 40, changes: { attempts: 40 } },
  rate: { value: 2.5, changes: { rate: 2.5 } },
  ca: { value: trusted, changes: { ca: 'PEM of an authority' } },
  insecure: { value: true, changes: { trustAnyCertificate: true } },
};

const PROBE: Readonly<Record<keyof typeof probeArguments.shape, Row<ReturnType<typeof probeOptionsFrom>>>> = {
  url: { value: `${URL}/you`, changes: { url: `${URL}/you` } },
  consentHost: { value: '127.0.0.1:9', changes: { consentHost: '127.0.0.1:9' } },
  arm: { value: 'jwt', changes: { arm: 'jwt' } },
  place: { value: { in: 'query', name: 'key' }, changes: { place: { in: 'query', name: 'key' } } },
  template: { value: 'sk_{hex:32}', changes: { template: 'sk_{hex:32}' } },
  jwtSecret: { value: 'env:MIDDLEBRICK_SECRET', changes: { jwt: { secret: 'held-secret' } } },
  profile: { value: 'quick', changes: { profile: 'quick' } },
  idleSeconds: { value: 12, changes: { idleSeconds: 12 } },
  pid: { value: 4242, changes: { memory: { pid: 4242 } } },
  metrics: { value: `${URL}/m`, changes: { memory: { metrics: `${URL}/m` } } },
  collect: { value: `${URL}/gc`, changes: { memory: { collect: `${URL}/gc` } } },
  runtime: { value: 'jvm', changes: { memory: { runtime: 'jvm' } } },
  answersOnly: { value: true, changes: { memory: { discover: false } } },
};

describe('scan_api: one argument, and all that it changes', () => {
  const told = (args: object) => scanOptionsFrom(bench, scanArguments.parse({ url: URL, ...args }));
  test.each(Object.entries(SCAN))('%s', (name, { value, beside = {}, changes }) => {
    const before = told(beside);
    const after = told({ ...beside, [name]: value });
    expect(after).toEqual({ ...before, ...changes });
    expect(after).not.toEqual(before);
  });
});

describe('probe_retention: one argument, and all that it changes', () => {
  const told = (args: object) =>
    probeOptionsFrom(bench, probeArguments.parse({ url: `${URL}/me`, consentHost: '127.0.0.1', ...args }));
  test.each(Object.entries(PROBE))('%s', (name, { value, changes }) => {
    const before = told({});
    const after = told({ [name]: value });
    expect(after).toEqual({ ...before, ...changes, memory: { ...before.memory, ...changes.memory } });
    expect(after).not.toEqual(before);
  });
});

/** Arguments of the tools that read kept scans: without the argument, with it, and what must differ. */
type Asked = readonly [tool: string, without: Record<string, unknown>, more: Record<string, unknown>];
const KEPT: Readonly<Record<string, Asked>> = {
  'get_scan.scan': ['get_scan', {}, { scan: 'aaaa' }],
  'get_scan.least': ['get_scan', {}, { least: 'high' }],
  'get_scan.offset': ['get_scan', {}, { offset: 1 }],
  'get_scan.limit': ['get_scan', {}, { limit: 1 }],
  'list_scans.target': ['list_scans', {}, { target: 'http://127.0.0.1:9/v2' }],
  'list_scans.limit': ['list_scans', {}, { limit: 1 }],
  'compare_scans.before': ['compare_scans', { before: 'bbbb' }, { before: 'aaaa' }],
  'compare_scans.after': ['compare_scans', { before: 'bbbb' }, { after: 'aaaa' }],
  'explain_finding.finding': ['explain_finding', { finding: 'missing-hsts' }, { finding: 'trace-enabled' }],
  'explain_finding.scan': ['explain_finding', { finding: 'missing-hsts' }, { scan: 'aaaa' }],
  'get_fix.finding': ['get_fix', { finding: 'missing-hsts' }, { finding: 'trace-enabled' }],
  'get_fix.scan': ['get_fix', { finding: '0123456789abcdef' }, { scan: 'aaaa' }],
  'get_fix.framework': ['get_fix', { finding: 'unlimited-requests' }, { framework: 'axum' }],
  'get_fix.credential': ['get_fix', { finding: 'memory-kept-per-credential' }, { credential: 'mutual-tls' }],
  'get_fix.container': ['get_fix', { finding: 'memory-kept-per-credential' }, { container: 'limiter' }],
  'get_fix.whole': ['get_fix', { finding: 'missing-hsts' }, { whole: true }],
  'list_rules.check': ['list_rules', {}, { check: 'bola' }],
  'list_rules.search': ['list_rules', {}, { search: 'XXE' }],
};

let served: ServedMcp;
let client: Connected;
beforeAll(async () => {
  const shown = { rule: 'missing-hsts', check: 'encryption' };
  const minor = exampleFinding('x', { ...shown, fingerprint: 'fedcba9876543210', severity: 'low' });
  const older = exampleResult('x', {
    id: 'aaaa1f7e-0000-4000-8000-000000000000',
    startedAt: '2026-01-01T00:00:00.000Z',
    surface: {
      ...exampleResult('x').surface,
      framework: { name: 'express', confidence: 'likely', evidence: ['x'] },
    },
    findings: [exampleFinding('an older scan', shown)],
  });
  const newer = exampleResult('x', {
    id: 'bbbb1f7e-0000-4000-8000-000000000000',
    startedAt: '2026-01-02T00:00:00.000Z',
    target: { url: 'http://127.0.0.1:9/v2', scope: ['http://127.0.0.1:9'] },
    findings: [exampleFinding('a newer scan', { ...shown, fingerprint: '0123456789abcdef' }), minor],
  });
  for (const result of [older, newer]) await bench.archive.save(result);
  served = await serveMcp(bench);
  client = await connect('new', { url: served.url });
});
afterAll(async () => {
  await client.close();
  await served.close();
});

test('every argument of every tool has a row, and every row is an argument', async () => {
  const { tools } = await client.raw.listTools();
  const shown = tools.flatMap(({ name, inputSchema }) =>
    Object.keys((inputSchema as { properties?: object }).properties ?? {}).map((key) => `${name}.${key}`),
  );
  const rows = [
    ...Object.keys(SCAN).map((key) => `scan_api.${key}`),
    ...Object.keys(PROBE).map((key) => `probe_retention.${key}`),
    ...Object.keys(KEPT),
  ];
  expect(rows.sort()).toEqual(shown.sort());
});

describe('tools over kept scans: the argument is heard', () => {
  test.each(Object.entries(KEPT))('%s', async (_name, [tool, without, more]) => {
    const before = await client.call(tool, without);
    const after = await client.call(tool, { ...without, ...more });
    expect([before.isError, after.isError]).toEqual([false, false]);
    expect([after.text, after.data]).not.toEqual([before.text, before.data]);
  });
});

test('scan_api scans with what it was told', async () => {
  const asked = { url: URL, maxSeconds: 5, include: ['no-such-rule'] };
  const { isError, text } = await client.call('scan_api', asked);
  expect(isError).toBe(true);
  expect(text).toContain('"no-such-rule" is not a check, rule, operation or path');
});
