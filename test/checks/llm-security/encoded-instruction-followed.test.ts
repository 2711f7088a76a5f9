import { encodedInstructionFollowed } from '../../../src/checks/llm-security/encoded-instruction-followed.ts';
import { testRule } from '../../rule-test.ts';
import { breakingRows } from './breaking-rows.ts';

testRule(encodedInstructionFollowed, breakingRows('encoded'));
