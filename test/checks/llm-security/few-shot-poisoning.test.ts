import { fewShotPoisoning } from '../../../src/checks/llm-security/few-shot-poisoning.ts';
import { testRule } from '../../rule-test.ts';
import { breakingRows } from './breaking-rows.ts';

testRule(fewShotPoisoning, breakingRows('few-shot'));
