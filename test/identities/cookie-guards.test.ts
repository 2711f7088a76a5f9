import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { byCookie, guardedNotes, type TokenPlace } from '../../lab/identities/guarded-cookies.ts';
import { CHECKS } from '../../src/checks/index.ts';
import { scan } from '../../src/scan.ts';

const identities = [byCookie('ada', 'ada-token-5Tq'), byCookie('bob', 'bob-token-8Wd')];
const checks = CHECKS.filter(({ id }) => id === 'bola').map((check) => ({
  ...check,
  rules: check.rules.filter(({ id }) => id === 'foreign-object-written'),
}));

async function scanned(place: TokenPlace, writes: 'owner' | 'users') {
  const lab = guardedNotes(place, writes);
  const served = await serveLab(lab);
  try {
    const result = await scan({
      url: `${served.url}/`,
      mode: 'active',
      guesses: 'first',
      checks,
      identities,
    });
    return { result, notes: lab.notes() };
  } finally {
    await served.close();
  }
}

test.each<[TokenPlace, string]>([
  ['page', 'guard-of-ada-91'],
  ['session', 'guard-of-ada-91'],
])(
  'what goes beside a cookie that was given is read from the %s, and stands in no result',
  async (place, token) => {
    const open = await scanned(place, 'users');
    expect(open.result.findings.map(({ rule }) => rule)).toEqual(['foreign-object-written']);
    expect(JSON.stringify(open.result)).not.toContain(token);
    expect(open.notes).toEqual(['n1']);
    const kept = await scanned(place, 'owner');
    expect(kept.result.findings).toEqual([]);
    expect(kept.result.checks[0]?.rules[0]).toMatchObject({ status: 'passed', locations: { tested: 2 } });
    expect(kept.notes).toEqual(['n1']);
  },
);
