import { readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { CHECKS } from '../../src/checks/index.ts';
import type { Check, Rule } from '../../src/checks/rule.ts';
import { FORMATS, reporterFor } from '../../src/report/index.ts';
import type { ScanResult } from '../../src/result.ts';
import { scan } from '../../src/scan.ts';
import { freshFolder } from '../cli/command.ts';
import { serveMcp, workbench } from '../mcp/bench.ts';
import { connect } from '../mcp/clients.ts';
import { ENVIRONMENT, PLANTED, secretIn, TOKEN } from './kinds.ts';

/** Of an opaque token, and of one whose signature nobody checks. */
const OPAQUE = 'Zq8+xT4w/Lr7nB1cD6fG=';
const JWT = TOKEN;
const KINDS = [
  ...PLANTED.map((one) => [one.kind, secretIn(one)] as const),
  ...ENVIRONMENT.secrets.map((secret) => ['environment file', secret] as const),
];

/** A few values at a time, so that all stand in what a report shows of an answer. */
const CHUNKS = Array.from({ length: Math.ceil(PLANTED.length / 5) }, (_none, at) =>
  PLANTED.slice(at * 5, at * 5 + 5),
);
const entries = (at: number) =>
  (CHUNKS[at] ?? []).map(({ field, value }): [string, string] => [field, value]);

const PLACES: Readonly<Record<string, (at: number) => { type: string; status?: number; body: string }>> = {
  json: (at) => ({
    type: 'application/json',
    body: JSON.stringify({ id: 7, ...Object.fromEntries(entries(at)) }),
  }),
  log: (at) => ({
    type: 'text/plain',
    body: entries(at)
      .map(([name, value]) => `ERROR 7 ${name}="${value}" done`)
      .join('\n'),
  }),
  page: (at) => ({
    type: 'text/html',
    body: `<table>${entries(at)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('')}</table>`,
  }),
  failure: (at) => ({
    type: 'text/html',
    status: 500,
    body: `<pre>Traceback (most recent call last):\n  File "/app/x.py", line 3, in f\n    raise E\n${entries(
      at,
    )
      .map(([name, value]) => `${name}: '${value}'`)
      .join('\n')}\nValueError: 7</pre>`,
  }),
  link: (at) => ({
    type: 'application/json',
    body: JSON.stringify({ next: `https://app.real.io/x?${new URLSearchParams(entries(at))}` }),
  }),
};

const paths = Object.keys(PLACES).flatMap((place) => CHUNKS.map((_one, at) => `/${place}${at}`));
const openapi = {
  openapi: '3.0.3',
  info: { title: `Shop of alice.private@realbank.io (${PLANTED[2]?.value})`, version: '1' },
  components: { securitySchemes: { b: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  paths: Object.fromEntries(
    ['/me', ...paths].map((path) => [
      path,
      {
        get: {
          ...(path === '/me' ? { security: [{ b: [] }] } : {}),
          responses: {
            200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' } } } },
          },
        },
      },
    ]),
  ),
};

/** Gives everything away, takes any token, and repeats what it was shown. */
const routes: RequestListener = (request, response) => {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const [, name = '', at = '0'] = /^\/([a-z]+)(\d*)$/.exec(path) ?? [];
  const shown = String(request.headers.authorization ?? '');
  const secretHeaders = entries(Number(at)).filter(([, value]) => !/[\r\n]/.test(value));
  response.setHeader('X-Upstream', secretHeaders.map(([field, value]) => `${field}=${value}`).join(' '));
  response.setHeader('Set-Cookie', `sid=${encodeURIComponent(secretHeaders[0]?.[1] ?? '')}; Path=/`);
  response.setHeader('Location', `/x?${new URLSearchParams(secretHeaders)}`);
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  if (path === '/.env') return response.setHeader('Content-Type', 'text/plain').end(ENVIRONMENT.text);
  if (path === '/me') {
    response.setHeader('Content-Type', 'application/json').setHeader('X-Echo', shown);
    if (!/^Bearer (?:eyJ|Zq8)/.test(shown))
      return response.writeHead(401).end(JSON.stringify({ error: `not ${shown}` }));
    return response.end(
      JSON.stringify({
        id: 7,
        name: 'Ada',
        echo: shown,
        double: Buffer.from(Buffer.from(shown).toString('base64')).toString('base64'),
      }),
    );
  }
  const place = PLACES[name];
  if (!place)
    return response
      .writeHead(404, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ error: 'none', at: `${path}?${query}`, shown }));
  const { type, status = 200, body } = place(Number(at));
  return response.writeHead(status, { 'Content-Type': type }).end(body);
};

/** Shows every answer that the scan heard: no evidence of any rule holds more. */
const shown: Rule = {
  ...(CHECKS.find(({ id }) => id === 'input-validation')?.rules.find(
    ({ id }) => id === 'missing-content-type-options',
  ) as Rule),
  *inspect(exchange) {
    yield {
      confidence: 'likely',
      cause: exchange.request.url.replace(/\?.*/, ''),
      evidenceSummary: `It said ${Buffer.from(exchange.response.body).toString('utf8').slice(0, 3_000)}`,
      proof: [{ exchange, note: `as seen: ${exchange.response.headers.join(' ')}` }],
    };
  },
};
const checks = CHECKS.map(
  (check): Check => ({ ...check, rules: check.rules.map((rule) => (rule.id === shown.id ? shown : rule)) }),
);

let result: ScanResult;
const outputs = new Map<string, string>();
const saidToScripts: string[] = [];
const sent: string[] = [];

beforeAll(async () => {
  const lab = await serveLab({ routes, openapi });
  const folder = join(freshFolder(), 'scans');
  const bench = workbench({ folder, env: { MIDDLEBRICK_TOKEN: JWT } });
  const mcp = await serveMcp(bench);
  const client = await connect('new', { url: mcp.url });
  try {
    const bearer = (name: string, token: string) => ({
      name,
      credentials: [{ kind: 'bearer' as const, token }],
    });
    result = await scan({
      guesses: 'first',
      url: lab.url,
      checks,
      identities: [bearer('default', JWT), bearer('other', OPAQUE)],
      onEvent: (event) => event.type === 'warning' && saidToScripts.push(event.says),
      onTraffic: (one) => sent.push(JSON.stringify([one, one.type === 'request' && one.details()])),
    });
    await bench.archive.save(result);
    for (const format of FORMATS) {
      outputs.set(format, (await reporterFor(format))(result, { colour: false, width: 100 }));
    }
    for (const name of readdirSync(folder)) outputs.set('archive', readFileSync(join(folder, name), 'utf8'));
    const calls: [string, Record<string, unknown>][] = [
      ['get_scan', { limit: 50 }],
      ['list_scans', {}],
      ['compare_scans', { before: result.id, after: 'last' }],
      // One of each rule: what differs between two findings of a rule stands in the result itself.
      ...[...new Map(result.findings.map((one) => [one.rule, one])).values()].map(
        ({ fingerprint }): [string, Record<string, unknown>] => ['explain_finding', { finding: fingerprint }],
      ),
      ...result.findings
        .slice(0, 5)
        .map(({ fingerprint }): [string, Record<string, unknown>] => ['get_fix', { finding: fingerprint }]),
      [
        'scan_api',
        {
          url: lab.url,
          credential: { bearer: 'env:MIDDLEBRICK_TOKEN' },
          include: ['data-exposure', 'authentication', 'inventory-management'],
        },
      ],
    ];
    for (const [tool, args] of calls) {
      const { text, data, isError } = await client.call(tool, args);
      expect(isError, `${tool}: ${text}`).toBe(false);
      outputs.set(`mcp ${tool}`, `${outputs.get(`mcp ${tool}`) ?? ''}\n${text}\n${JSON.stringify(data)}`);
    }
    for (const { uri } of (await client.raw.listResources()).resources) {
      outputs.set(`mcp ${uri}`, JSON.stringify(await client.raw.readResource({ uri })));
    }
    // What --verbose logs and --har records.
    outputs.set('traffic', sent.join('\n'));
    outputs.set('warnings', saidToScripts.join('\n'));
  } finally {
    await client.close();
    await mcp.close();
    await lab.close();
  }
}, 120_000);

afterAll(() => outputs.clear());

/** As the formats write it. */
function forms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const html = secret.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
  return [
    ...new Set([
      secret,
      json,
      JSON.stringify(json).slice(1, -1),
      encodeURIComponent(secret),
      new URLSearchParams({ a: secret }).toString().slice(2),
      html,
      secret.replaceAll("'", "'\\''"),
      secret.replace(/[\\`*_{}[\]()<>#+!|~$]/g, '\\$&'),
    ]),
  ];
}

test('every kind was there to be seen', () => {
  const seen = outputs.get('json') ?? '';
  for (const { kind, value, secret } of PLANTED) {
    const length = (secret === undefined || kind === 'token' || kind === 'unsigned token' ? value : secret)
      .length;
    expect(seen, kind).toMatch(
      kind.endsWith('key') && value.includes('\n')
        ? /KEY-----…\(\d+ characters\)/
        : new RegExp(
            `…\\(${kind === 'login header' ? length + 2 : kind === 'cookie header' ? '\\d+' : kind === 'Azure storage' ? 88 : kind === 'Slack webhook' ? value.length - 8 : length} characters\\)`,
          ),
    );
  }
  expect(result.findings.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining([
      'exposed-secret',
      'exposed-environment-file',
      'jwt-signature-unchecked',
      'password-hash-exposed',
      'payment-card-number',
      'bank-account-number',
      'national-id-number',
    ]),
  );
  expect([...outputs.keys()]).toEqual(
    expect.arrayContaining([
      ...FORMATS,
      'archive',
      'mcp scan_api',
      'mcp explain_finding',
      `mcp middlebrick://scans/${result.id}`,
    ]),
  );
});

/** Few digits stand in ports and identifiers by chance. */
function holds(text: string, form: string): boolean {
  return /^\d{3,4}$/.test(form) ? new RegExp(`(?<!\\w)${form}(?!\\w)`).test(text) : text.includes(form);
}

describe('of what was planted nothing stands in clear', () => {
  test.each(KINDS)('%s', (_kind, secret) => {
    const clear = [...outputs].filter(([, text]) => forms(secret).some((form) => holds(text, form)));
    expect(clear.map(([name]) => name)).toEqual([]);
  });

  test('the user’s own tokens, and any that a rule made of them', () => {
    const [, claims = '', signature = ''] = JWT.split('.');
    for (const [name, text] of outputs) {
      for (const own of [OPAQUE, OPAQUE.slice(0, 9), claims, signature, ...forms(OPAQUE)])
        expect(text, name).not.toContain(own);
      // Header, claims and whatever follows: a whole token of any kind.
      expect(text, name).not.toMatch(/eyJ[\w-]{8,}\.[\w-]{8,}/);
      for (const [run] of text.matchAll(/[\w+/]{16,}/g))
        expect(Buffer.from(run, 'base64').toString('latin1'), name).not.toContain(OPAQUE);
    }
  });
});

test('a forged token that works is a variable in the shell line', () => {
  const forged = result.findings.find(({ rule }) => rule === 'jwt-signature-unchecked');
  expect(forged?.evidence[0]?.curl).toContain('Bearer \'"$MIDDLEBRICK_FORGED_TOKEN"');
  expect(outputs.get('github')).not.toMatch(/eyJ/);
});

test('JSON that is shown whole can still be read', () => {
  const bodies = result.findings
    .flatMap(({ evidence }) => evidence.map(({ response }) => response))
    .filter(
      ({ headers, body }) =>
        headers.some(([name, value]) => /^content-type$/i.test(name) && /json/.test(value)) &&
        /^[[{]/.test(body) &&
        !/…$| more characters$/.test(body),
    );
  expect(bodies.length).toBeGreaterThan(10);
  for (const { body } of bodies) expect(() => JSON.parse(body), body).not.toThrow();
});
