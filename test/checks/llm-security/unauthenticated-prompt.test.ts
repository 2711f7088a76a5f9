import * as lab from '../../../lab/llm-security/services.ts';
import { unauthenticatedPrompt } from '../../../src/checks/llm-security/unauthenticated-prompt.ts';
import { testRule } from '../../rule-test.ts';
import { asHolder, prompting, TOKEN } from './prompting.ts';

const PATHS: Readonly<Record<string, string>> = {
  anthropic: '/v1/messages',
  gemini: '/v1beta/models',
};

testRule(unauthenticatedPrompt, {
  'fires on a bare model': {
    lab: lab.openai(lab.obliging()),
    path: '/v1/chat/completions',
    options: prompting,
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'likely where it declines but generates': {
    lab: lab.openai(lab.HARDENED),
    path: '/v1/chat/completions',
    options: prompting,
    fires: { severity: 'high', confidence: 'likely' },
  },
  'lowers a product’s assistant': {
    lab: lab.generic(lab.obliging()),
    options: prompting,
    fires: { severity: 'medium' },
  },
  ...Object.fromEntries(
    Object.entries(lab.DIALECTS).map(([name, service]) => [
      `speaks ${name}`,
      {
        lab: service(lab.obliging()),
        path: PATHS[name] ?? '',
        options: prompting,
        fires: { confidence: 'confirmed' as const },
      },
    ]),
  ),
  'finds the one that is open behind three that are not': {
    lab: lab.lastOpen(lab.obliging(), 4),
    options: prompting,
    fires: { confidence: 'confirmed', at: ['POST /assistant-4/ask'] },
  },
  'silent where a credential is asked for': {
    lab: lab.generic(lab.obliging(), { token: TOKEN }),
    options: prompting,
    fires: false,
  },
  'silent with a credential that is asked for': {
    lab: lab.openai(lab.obliging(), { token: TOKEN }),
    path: '/v1/models',
    options: asHolder,
    fires: false,
  },
  'silent on a machine that says one thing': {
    lab: lab.generic(lab.HARDENED),
    options: prompting,
    fires: false,
  },
  'an echo is no model': { lab: lab.echo, options: prompting, fires: false, skipped: /repeats/ },
  'a mailbox is no model': {
    lab: lab.mailbox,
    options: prompting,
    fires: false,
    skipped: /without a completion/,
  },
});
