import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readResult } from '../../src/archive/archive.ts';
import { upgraded } from '../../src/archive/upgrade.ts';
import { compareResults } from '../../src/compare/diff.ts';
import { RESULT_SCHEMA, scanResult } from '../../src/result.ts';

/** What `--format json` of version 1 wrote of the demo, cut to a few findings and rules. */
const PATH = new URL('result-1.json', import.meta.url).pathname;
const OLD = JSON.parse(readFileSync(PATH, 'utf8'));
const FORMER =
  /"(?:saw|meaning|fix|opens|also|places|there|needed|looked|askedAs|got|made|left|changes|removals|asked|cuts|why|roleFrom|renewed|doubt|slowedDown|cut|refusedByLimit)":/;

test('a result of version 1 is read as one of version 2.0, and loses nothing', async () => {
  const result = await readResult(PATH);
  expect(result).toMatchObject({ $schema: RESULT_SCHEMA, version: '2.0', id: OLD.id, score: OLD.score });
  const [first, before] = [result.findings[0], OLD.findings[0]];
  expect(first).toMatchObject({
    fingerprint: before.fingerprint,
    description: before.meaning,
    remediation: before.fix,
    unlocks: ['GET /admin/users'],
    guide: { command: before.guide.explain, remediation: before.guide.fix },
  });
  expect(first?.locations[0]?.evidenceSummary).toBe(before.locations[0].saw);
  const covering = result.findings.findIndex(({ related }) => related !== undefined);
  expect(result.findings[covering]?.related).toEqual(OLD.findings[covering].also);
  expect(result.notTested).toEqual([
    { what: 'links of pages', tested: 90, total: 120, reason: 'a crawl makes 90 requests at most' },
  ]);
  expect(result.notRemoved).toEqual(OLD.left);
  expect(result.writes?.[0]).toEqual({
    operation: OLD.writes[0].operation,
    identity: OLD.writes[0].by,
    created: OLD.writes[0].made,
    notRemoved: OLD.writes[0].left,
    updates: OLD.writes[0].changes,
    deletions: OLD.writes[0].removals,
    refused: OLD.writes[0].refused,
    other: OLD.writes[0].asked,
  });
  expect(result.surface.identities[1]).toMatchObject({
    roleSource: 'the claims of the token',
    renewals: 1,
    warning: 'It expired.',
  });
  expect(result.traffic).toMatchObject({
    truncated: 2,
    rateLimited: 3,
    rateLimit: { requests: 60, windowMs: 60_000 },
  });
});

test('words of the authorization matrix and of operations are those of version 2.0', async () => {
  const { operations } = await readResult(PATH);
  const words = operations.flatMap(({ access = [] }) => access.map(({ result }) => result));
  expect(new Set(words)).toEqual(
    new Set(['allowed', 'denied', 'not-found', 'error'].filter((word) => words.includes(word as never))),
  );
  const was = OLD.operations.flatMap(({ access = [] }) => access.map(({ got }: { got: string }) => got));
  expect(words.filter((word) => word === 'allowed')).toHaveLength(
    was.filter((word: string) => word === 'served').length,
  );
  expect(operations.filter(({ status }) => status === 'unauthorized')).toHaveLength(
    OLD.operations.filter(({ status }: { status: string }) => status === 'unauthorised').length,
  );
});

test('no field of version 1 is left, and none is dropped by the schema', () => {
  const converted = upgraded(OLD);
  expect(scanResult.parse(converted)).toEqual(converted);
  expect(JSON.stringify(converted).replace(/"body":"(?:[^"\\]|\\.)*"/g, '')).not.toMatch(FORMER);
});

test('a scan of version 1 compares with one of 2.0 as with itself', async () => {
  const result = await readResult(PATH);
  const path = join(mkdtempSync(join(tmpdir(), 'upgraded-')), 'result.json');
  writeFileSync(path, JSON.stringify(result));
  const diff = compareResults(result, await readResult(path));
  expect([diff.appeared, diff.resolved, diff.remaining.length]).toEqual([[], [], result.findings.length]);
});

test.each([[{ version: '3' }], [null], ['text'], [[]]])(
  '%j is no result of version 1 and stays as it is',
  (given) => {
    expect(upgraded(given)).toEqual(given);
  },
);
