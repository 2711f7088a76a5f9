import { expect } from 'vitest';
import { type AccountRules, accountRules } from '../../../lab/authentication/account-rules.ts';
import { ada, oneMessage } from '../../../lab/authentication/user-enumeration.ts';
import { enteredByCard } from '../../../lab/identities/entered-by-card.ts';
import { sessionSurvivesLogout } from '../../../src/checks/authentication/session-survives-logout.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const kept = accountRules({ logout: 'keeps-access' });
const survives = (rules: AccountRules, severity: 'medium' | 'low' = 'medium') => ({
  lab: accountRules(rules),
  options,
  fires: { severity, confidence: 'confirmed', at: [rules.logoutAt ?? 'POST /auth/logout'] } as const,
});
const ends = (rules: AccountRules) => ({
  lab: accountRules(rules),
  options,
  fires: false,
  looked: '1 of 1 logouts',
});

testRule(sessionSurvivesLogout, {
  'fires where the token goes on, and leaves no account': {
    ...survives({ logout: 'keeps-access' }),
    lab: kept,
    also: () => expect(kept.accounts()).toEqual(['ada@example.org']),
  },
  'fires where a session goes on that one enters and leaves': {
    lab: enteredByCard({ ends: false }),
    options,
    fires: { confidence: 'confirmed', at: ['POST /api/leave'] },
  },
  'silent where leaving ends it': {
    lab: enteredByCard(),
    options,
    fires: false,
    looked: '1 of 1 logouts',
  },
  'fires where the cookie goes on': survives({ logout: 'keeps-access', session: 'cookie' }),
  'fires at DELETE of the session': survives({ logout: 'keeps-access', logoutAt: 'DELETE /auth/session' }),
  'fires where the refresh token goes on': {
    ...survives({ logout: 'keeps-refresh' }),
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toContain('refresh token'),
  },
  'is medium for a JWT of two days': {
    ...survives({ session: 'jwt-days' }),
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toContain('2880 minutes'),
  },
  'is low for a JWT of ten minutes': {
    ...survives({ session: 'jwt-minutes' }, 'low'),
    also: ([finding]) => expect(finding?.severityReason).toContain('deliberate'),
  },
  'silent where the token ends': ends({}),
  'silent where the cookie ends': ends({ session: 'cookie' }),
  'silent where DELETE ends the session': ends({ logoutAt: 'DELETE /auth/session' }),
  'untested where the logout is refused': {
    lab: accountRules({ logout: 'refused' }),
    options,
    fires: false,
    skipped: /the logout returned 403/,
  },
  'untested for an account that was given': {
    lab: oneMessage,
    options: { ...options, identities: [ada] },
    fires: false,
    skipped: /could not register a test user/,
  },
  'untested in safe mode': { lab: kept, fires: false, skipped: /--active/ },
});
