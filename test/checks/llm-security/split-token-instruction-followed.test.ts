import { splitTokenInstructionFollowed } from '../../../src/checks/llm-security/split-token-instruction-followed.ts';
import { testRule } from '../../rule-test.ts';
import { breakingRows } from './breaking-rows.ts';

testRule(splitTokenInstructionFollowed, breakingRows('split-token'));
