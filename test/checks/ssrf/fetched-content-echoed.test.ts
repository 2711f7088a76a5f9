import { expect } from 'vitest';
import {
  blind,
  catchAll,
  followingRedirects,
  refusingRedirects,
  showing,
  storing,
} from '../../../lab/ssrf/fetching.ts';
import { fetchedContentEchoed } from '../../../src/checks/ssrf/fetched-content-echoed.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(fetchedContentEchoed, {
  'fires where the page is shown': {
    lab: showing,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'fires where a redirect leads to an address that is refused': {
    lab: followingRedirects,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
    also: (findings) => expect(JSON.stringify(findings)).toContain('redirected there'),
  },
  'silent where redirects are not followed': { lab: refusingRedirects, options: active, fires: false },
  'silent where nothing of it is shown': { lab: blind, options: active, fires: false },
  'silent where the address is only repeated': { lab: storing, options: active, fires: false },
  'silent where one page answers everything': { lab: catchAll, options: active, fires: false },
  'skipped in safe mode': { lab: showing, fires: false, skipped: /--active/ },
});
