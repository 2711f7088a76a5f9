import * as lab from '../../../lab/llm-security/services.ts';
import { toolInventoryDisclosed } from '../../../src/checks/llm-security/tool-inventory-disclosed.ts';
import { testRule } from '../../rule-test.ts';
import { prompting, TOKEN } from './prompting.ts';

testRule(toolInventoryDisclosed, {
  'fires on a model that names its tools': {
    lab: lab.openai(lab.falling('tools')),
    path: '/v1/chat/completions',
    options: prompting,
    fires: { severity: 'low', confidence: 'likely' },
  },
  'fires on an open MCP server': {
    lab: lab.mcp(['get_order']),
    options: prompting,
    fires: { confidence: 'confirmed' },
  },
  'silent on a model that has none and names examples': {
    lab: lab.openai(lab.falling('denied-tools')),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'silent on a closed MCP server': { lab: lab.mcp(['get_order'], TOKEN), options: prompting, fires: false },
  'silent on a model that declines': {
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
  'an echo is no model': { lab: lab.echo, options: prompting, fires: false, skipped: /repeats/ },
});
