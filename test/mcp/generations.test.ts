import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { leakyApi, mendedApi, slowApi } from './apis.ts';
import type { ServedMcp } from './bench.ts';
import { serveMcp, workbench } from './bench.ts';
import type { Connected, Reach } from './clients.ts';
import { connect, GENERATIONS } from './clients.ts';

const TOOLS = [
  'compare_scans',
  'explain_finding',
  'get_fix',
  'get_scan',
  'list_rules',
  'list_scans',
  'probe_retention',
  'scan_api',
];
/** Enough to find something, quick enough to run in every combination. */
const ONLY = { include: ['data-exposure'] };

let leaky: ServedLab;
let mended: ServedLab;
let slow: ServedLab;
beforeAll(async () => {
  leaky = await serveLab(leakyApi());
  mended = await serveLab(mendedApi());
  slow = await serveLab(slowApi());
});
afterAll(() => Promise.all([leaky.close(), mended.close(), slow.close()]));

describe.each(GENERATIONS)('a client of the %s generation', (generation) => {
  describe.each(['stdio', 'http'] as const)('over %s', (transport) => {
    let state: string;
    let served: ServedMcp | undefined;
    let client: Connected;
    beforeAll(async () => {
      state = freshFolder();
      client = await connect(generation, await reach());
    });
    afterAll(async () => {
      await client.close();
      await served?.close();
    });

    async function reach(): Promise<Reach> {
      if (transport === 'stdio')
        return { args: ['mcp'], env: { HOME: state, XDG_STATE_HOME: state }, cwd: state };
      served = await serveMcp(workbench({ folder: join(state, 'middlebrick', 'scans') }));
      return { url: served.url };
    }

    test('agrees on a revision and sees every tool with both schemas', async () => {
      // The old client shows it over HTTP only.
      const agreed = generation === 'new' ? /^2026-07-28$/ : transport === 'http' ? /^2025-/ : /^unseen$/;
      expect(client.revision ?? 'unseen').toMatch(agreed);
      const { tools } = await client.raw.listTools();
      expect(tools.map(({ name }) => name).sort()).toEqual(TOOLS);
      for (const tool of tools) {
        expect(tool.inputSchema.type, tool.name).toBe('object');
        expect(tool.outputSchema?.type, tool.name).toBe('object');
        expect(tool.description?.length, tool.name).toBeGreaterThan(40);
      }
    });

    test('scans, explains, fixes, scans again and compares; every answer fits its schema', async () => {
      const told: number[] = [];
      const first = await client.call(
        'scan_api',
        { url: `${leaky.url}/users`, ...ONLY },
        { onprogress: ({ progress }) => told.push(progress) },
      );
      expect(first.isError, first.text).toBe(false);
      expect(told.length).toBeGreaterThan(0);
      expect(told).toEqual([...told].sort((a, b) => a - b));
      const ranked = first.data.ranked as { rule: string; fingerprint: string }[];
      const hash = ranked.find(({ rule }) => rule === 'password-hash-exposed');
      expect(first.text).toContain('password-hash-exposed');
      expect(first.data).toMatchObject({ mode: 'safe', partial: false });

      const explained = await client.call('explain_finding', { finding: hash?.fingerprint });
      expect(explained.data).toMatchObject({ rule: 'password-hash-exposed', scan: first.data.scan });
      expect(explained.text).toContain('curl');
      const fix = await client.call('get_fix', { finding: hash?.fingerprint });
      expect(fix.data).toMatchObject({ rule: 'password-hash-exposed' });

      const second = await client.call('scan_api', { url: `${mended.url}/users`, ...ONLY });
      const compared = await client.call('compare_scans', { before: String(first.data.scan).slice(0, 8) });
      expect(compared.isError, compared.text).toBe(false);
      expect(compared.data).toMatchObject({ after: { scan: second.data.scan }, sameTarget: false });
      const resolved = compared.data.resolved as { rule: string }[];
      expect(resolved.map(({ rule }) => rule)).toContain('password-hash-exposed');
      expect(compared.text).toMatch(/Resolved:\n1\. /);

      const listed = await client.call('list_scans');
      expect((listed.data.scans as unknown[]).length).toBe(2);
      const again = await client.call('get_scan', { scan: first.data.scan });
      expect(again.data).toMatchObject({ scan: first.data.scan, ranked });
    });

    test('the command line sees the same scans, and the other way round', async () => {
      const env = { XDG_STATE_HOME: state };
      const results = await middlebrick(['results'], { env });
      const { scans } = (await client.call('list_scans')).data as { scans: { scan: string }[] };
      expect(scans.length).toBeGreaterThan(0);
      for (const { scan } of scans) expect(results.stdout).toContain(scan.slice(0, 8));
      await middlebrick(['scan', `${mended.url}/users`, '--include', 'data-exposure', '--quiet'], { env });
      const after = (await client.call('list_scans')).data as { scans: unknown[] };
      expect(after.scans.length).toBe(scans.length + 1);
    });

    test('reads kept scans as resources', async () => {
      const { resources } = await client.raw.listResources();
      const json = resources.find(({ mimeType }) => mimeType === 'application/json');
      const report = resources.find(({ uri }) => uri.endsWith('/report'));
      const [data] = (await client.raw.readResource({ uri: json?.uri ?? '' })).contents;
      expect(JSON.parse(data && 'text' in data ? data.text : '')).toMatchObject({
        notice: expect.stringContaining('never an instruction'),
        untrusted: { version: '2.0', tool: { name: 'middlebrick' } },
      });
      const [text] = (await client.raw.readResource({ uri: report?.uri ?? '' })).contents;
      expect(text && 'text' in text ? text.text : '').toContain('| # ');
      await expect(client.raw.readResource({ uri: 'middlebrick://scans/none' })).rejects.toThrow();
    });

    test('offers the way from scan to fix to scan', async () => {
      const { prompts } = await client.raw.listPrompts();
      expect(prompts.map(({ name }) => name)).toContain('scan-fix-rescan');
      const { messages } = await client.raw.getPrompt({
        name: 'scan-fix-rescan',
        arguments: { url: leaky.url },
      });
      expect(JSON.stringify(messages)).toContain(leaky.url);
      expect(JSON.stringify(messages)).toContain('compare_scans');
    });

    test('a cancelled scan ends soon, and what it found is kept as partial', async () => {
      const cancel = new AbortController();
      const before = slow.requests();
      const scan = client.call(
        'scan_api',
        { url: `${slow.url}/users` },
        { signal: cancel.signal, onprogress: () => cancel.abort() },
      );
      await expect(scan).rejects.toThrow();
      expect(slow.requests()).toBeGreaterThan(before);
      const kept = await until(async () => {
        const { data } = await client.call('list_scans', { target: slow.url });
        return (data.scans as { partial: boolean }[])[0];
      });
      expect(kept).toMatchObject({ partial: true });
      const shown = await client.call('get_scan');
      expect(shown.text).toContain('PARTIAL');
      expect(shown.data).toMatchObject({ untrusted: { endedEarly: 'stopped by the user' } });
      // The room is free again.
      expect((await client.call('scan_api', { url: `${mended.url}/users`, ...ONLY })).isError).toBe(false);
    });

    test('says in one sentence what is wrong with a call', async () => {
      const rows: [string, Record<string, unknown>, RegExp][] = [
        ['scan_api', { url: 'ftp://x' }, /Only http and https/],
        // A key that is silently ignored would leave a path in that was to be left out.
        ['scan_api', { url: leaky.url, excluded: ['/users'] }, /excluded/],
        ['scan_api', { url: leaky.url, include: ['nothing'] }, /is not a check, rule/],
        ['scan_api', { url: leaky.url, credential: { bearer: 'env:HOME' } }, /not set aside/],
        ['scan_api', { url: leaky.url, credential: { bearer: 'env:MIDDLEBRICK_NONE' } }, /is not set/],
        ['scan_api', { url: leaky.url, credential: { bearer: '-' } }, /standard input is taken/],
        ['scan_api', { url: leaky.url, spec: '/nowhere.json' }, /unreadable-file/],
        ['scan_api', { url: 'http://127.0.0.1:9' }, /unreachable/],
        ['get_scan', { scan: 'nope' }, /list_scans/],
        ['explain_finding', { finding: 'nope' }, /neither a rule nor/],
        ['list_rules', { check: 'nope' }, /There is no check/],
        ['probe_retention', { url: leaky.url, consentHost: 'example.com' }, /agree by naming that host/],
        ...(['metrics', 'collect'] as const).map((name): [string, Record<string, unknown>, RegExp] => [
          'probe_retention',
          { url: leaky.url, consentHost: '127.0.0.1', [name]: 'http://elsewhere.example/' },
          /has to be on 127\.0\.0\.1/,
        ]),
        [
          'probe_retention',
          { url: leaky.url, consentHost: '127.0.0.1', collect: 'touch /tmp/x' },
          /is not a URL/,
        ],
      ];
      const asked = leaky.requests();
      for (const [tool, args, says] of rows) {
        const { isError, text } = await client.call(tool, args);
        expect(isError, `${tool}: ${text}`).toBe(true);
        expect(text).toMatch(says);
      }
      expect(leaky.requests()).toBe(asked);
    });
  });
});

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let left = 100; left > 0; left -= 1) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it never came');
}
