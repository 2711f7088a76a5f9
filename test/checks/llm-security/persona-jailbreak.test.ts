import { personaJailbreak } from '../../../src/checks/llm-security/persona-jailbreak.ts';
import { testRule } from '../../rule-test.ts';
import { breakingRows } from './breaking-rows.ts';

testRule(personaJailbreak, breakingRows('persona'));
