import { instructionOverride } from '../../../src/checks/llm-security/instruction-override.ts';
import { testRule } from '../../rule-test.ts';
import { breakingRows } from './breaking-rows.ts';

testRule(instructionOverride, breakingRows('override'));
