import { nestedInstructionFollowed } from '../../../src/checks/llm-security/nested-instruction-followed.ts';
import { testRule } from '../../rule-test.ts';
import { breakingRows } from './breaking-rows.ts';

testRule(nestedInstructionFollowed, breakingRows('nested'));
