import { megabytes, uncompressed } from '../../../lab/rate-limiting/lists.ts';
import { oversizedAnswer } from '../../../src/checks/rate-limiting/oversized-answer.ts';
import { testRule } from '../../rule-test.ts';

testRule(oversizedAnswer, {
  'fires on more than a megabyte': { lab: megabytes, fires: { confidence: 'confirmed', at: ['GET /items'] } },
  'silent below': { lab: uncompressed, fires: false },
});
