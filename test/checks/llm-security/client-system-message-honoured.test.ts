import * as lab from '../../../lab/llm-security/services.ts';
import { clientSystemMessageHonoured } from '../../../src/checks/llm-security/client-system-message-honoured.ts';
import { testRule } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

testRule(clientSystemMessageHonoured, {
  'fires where a caller’s system message replaces the operator’s': {
    lab: lab.openai(lab.falling('system')),
    path: '/v1/chat/completions',
    options: prompting,
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'silent where the operator’s stays': {
    lab: lab.openai(lab.HARDENED),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'silent on a refusal that quotes the prompt': {
    lab: lab.openai(lab.QUOTING),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'a bare model is meant to listen': {
    lab: lab.openai(lab.obliging('system')),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
    skipped: /no visible instructions/,
  },
  'no place for one': {
    lab: lab.generic(lab.HARDENED),
    options: prompting,
    fires: false,
    skipped: /no field/,
  },
});
