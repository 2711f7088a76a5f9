import type { Weakness } from '../../../lab/llm-security/fake-model.ts';
import * as lab from '../../../lab/llm-security/services.ts';
import type { RuleRow } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

/** What every rule about one way of breaking instructions must make of services that give way to it, and of others. */
export function breakingRows(weakness: Weakness): Readonly<Record<string, RuleRow>> {
  return {
    'fires where the operator’s instructions give way': {
      lab: lab.openai(lab.falling(weakness)),
      path: '/v1/chat/completions',
      options: prompting,
      fires: { severity: 'medium', confidence: 'confirmed' },
    },
    'lowers a bare model that drops our own system message': {
      lab: lab.openai(lab.obliging(weakness)),
      path: '/v1/chat/completions',
      options: prompting,
      fires: { severity: 'low', confidence: 'confirmed' },
    },
    'fires on a product with one field': {
      lab: lab.generic(lab.falling(weakness)),
      options: prompting,
      fires: { severity: 'medium' },
    },
    'silent on a model that holds': {
      lab: lab.openai(lab.HARDENED),
      path: '/v1/chat/completions',
      options: prompting,
      fires: false,
    },
    'silent on a bare model that keeps to system messages': {
      lab: lab.openai(lab.obliging()),
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
    'nothing to override in an obliging product': {
      lab: lab.generic(lab.obliging(weakness)),
      options: prompting,
      fires: false,
      skipped: /no instruction to override|no field/,
    },
    'an echo is no model': {
      lab: lab.echo,
      options: prompting,
      fires: false,
      skipped: /repeats its input/,
    },
    'a mailbox is no model': {
      lab: lab.mailbox,
      options: prompting,
      fires: false,
      skipped: /without a completion/,
    },
    'sends no prompt without --llm': {
      lab: lab.generic(lab.falling(weakness)),
      fires: false,
      skipped: /--llm/,
    },
  };
}
