import type { LookupFunction } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import type { ServedLab } from '../../../lab/app.ts';
import { serveLab } from '../../../lab/app.ts';
import { authority, LAB_HOST } from '../../../lab/encryption/authority.ts';
import { encryption } from '../../../src/checks/encryption/index.ts';
import type { Rule } from '../../../src/checks/rule.ts';
import { openTransport } from '../../../src/http/transport.ts';
import { scan } from '../../../src/scan.ts';
import { expectShown } from '../../guides/shown.ts';
import type { RuleRow } from '../../rule-test.ts';
import { firstFiring } from '../../rule-test.ts';

export interface TlsRow extends Omit<RuleRow, 'lab'> {
  readonly lab: RuleRow['lab'] | (() => Promise<ServedLab>);
  /** The name that the server is called by; `localhost` and `127.0.0.1` are the ways to be local. */
  readonly host?: string;
  /** Also served, over plain http, and listed in the scope. */
  readonly plainTwin?: RuleRow['lab'];
}

const toLoopback: LookupFunction = (_host, options, done) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);

/** Named beforehand, so that a row costs no search for documents. */
const spec = {
  uri: 'lab.json',
  text: JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Lab', version: '1' },
    paths: { '/users': { get: { responses: { 200: { description: 'All users' } } } } },
  }),
};

/** As `testRule`, but the lab is called by a name that is not loopback, and its authority is trusted. */
export function testTlsRule(rule: Rule, rows: Readonly<Record<string, TlsRow>>): void {
  describe(rule.id, () => {
    // Reading all roots for a context costs more than a scan: rows share one.
    const live = openTransport({ ca: authority.cert, lookup: toLoopback });
    afterAll(() => live.close());
    const shown = firstFiring(rows);

    test('is in the list of its check', () => expect(encryption.rules).toContain(rule));

    test.each(Object.entries(rows))('%s', async (name, row) => {
      const lab = typeof row.lab === 'function' ? await row.lab() : await serveLab(row.lab);
      const twin = row.plainTwin && (await serveLab(row.plainTwin));
      const called = (url: string) => url.replace('127.0.0.1', row.host ?? LAB_HOST);
      try {
        const result = await scan({
          guesses: 'first',
          url: called(lab.url) + (row.path ?? '/users'),
          checks: [{ ...encryption, rules: [rule] }],
          ...(twin ? { alsoInScope: [called(twin.url)] } : {}),
          specs: [spec],
          transport: live.send,
          handshake: live.handshake,
          ...row.options,
        });
        const outcome = result.checks[0]?.rules[0];
        const expected = row.fires ? 'failed' : row.skipped ? 'skipped' : 'passed';
        expect(outcome, outcome?.reason).toMatchObject({ rule: rule.id, status: expected });
        if (row.skipped) expect(outcome?.reason).toMatch(row.skipped);
        if (typeof row.fires === 'object') {
          const [worst] = result.findings;
          if (row.fires.severity) expect(worst?.severity).toBe(row.fires.severity);
          if (row.fires.confidence) expect(worst?.confidence).toBe(row.fires.confidence);
        }
        row.also?.(result.findings);
        if (name === shown) expectShown(rule.id, result.findings[0]);
      } finally {
        await lab.close();
        await twin?.close();
      }
    });
  });
}
