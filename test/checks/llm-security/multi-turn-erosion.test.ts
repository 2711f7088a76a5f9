import * as lab from '../../../lab/llm-security/services.ts';
import { multiTurnErosion } from '../../../src/checks/llm-security/multi-turn-erosion.ts';
import { testRule } from '../../rule-test.ts';
import { breakingRows } from './breaking-rows.ts';
import { prompting } from './prompting.ts';

const { 'fires on a product with one field': _oneField, ...rows } = breakingRows('multi-turn');

testRule(multiTurnErosion, {
  ...rows,
  'has nowhere to put a conversation': {
    lab: lab.generic(lab.falling('multi-turn')),
    options: prompting,
    fires: false,
    skipped: /no field/,
  },
});
