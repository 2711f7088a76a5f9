import { expect } from 'vitest';
import { goneForGood, redeployed, resetting, restarted } from '../../../lab/rate-limiting/fatal-request.ts';
import { fatalRequest } from '../../../src/checks/rate-limiting/fatal-request.ts';
import { testRule } from '../../rule-test.ts';

testRule(
  fatalRequest,
  {
    'fires where the same request ends it again, alone': {
      lab: restarted(),
      fires: { severity: 'high', confidence: 'confirmed' },
      also([finding]) {
        expect(finding?.locations[0]?.evidenceSummary).toMatch(
          /became unavailable at GET \/export and came back; repeated alone/,
        );
        expect(finding?.evidence[0]).toMatchObject({
          response: { status: 0 },
          request: { url: expect.stringMatching(/\/export$/) },
        });
        expect(finding?.control).toMatchObject({ response: { status: expect.any(Number) } });
      },
    },
    'fires where it stays away': {
      lab: goneForGood(),
      fires: { severity: 'high' },
      also: ([finding]) =>
        expect(finding?.locations[0]?.evidenceSummary).toMatch(
          /GET \/export.* has not responded since: .* refuses connections/,
        ),
    },
    'silent where it went away once, for another reason': { lab: redeployed(), fires: false },
    'silent where only the connection breaks': { lab: resetting, fires: false },
  },
  { together: true },
);
