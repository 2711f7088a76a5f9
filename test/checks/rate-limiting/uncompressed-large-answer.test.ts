import { compressed, short, uncompressed } from '../../../lab/rate-limiting/lists.ts';
import { uncompressedLargeAnswer } from '../../../src/checks/rate-limiting/uncompressed-large-answer.ts';
import { testRule } from '../../rule-test.ts';

testRule(uncompressedLargeAnswer, {
  'fires on large plain JSON': { lab: uncompressed, fires: { severity: 'info', at: ['GET /items'] } },
  'silent on compressed JSON': { lab: compressed, fires: false },
  'silent on small answers': { lab: short, fires: false },
});
