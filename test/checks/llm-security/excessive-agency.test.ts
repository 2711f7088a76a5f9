import * as lab from '../../../lab/llm-security/services.ts';
import { excessiveAgency } from '../../../src/checks/llm-security/excessive-agency.ts';
import { testRule } from '../../rule-test.ts';
import { prompting, TOKEN } from './prompting.ts';

testRule(excessiveAgency, {
  'fires on a call that nobody offered': {
    lab: lab.openai(lab.falling('agency')),
    path: '/v1/chat/completions',
    options: prompting,
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'fires on powerful tools of an open MCP server': {
    lab: lab.mcp(['get_order', 'run_shell', 'delete_user']),
    options: prompting,
    fires: { severity: 'high', confidence: 'likely' },
  },
  'silent on tools that only read': {
    lab: lab.mcp(['get_order', 'search_runs', 'list_executives']),
    options: prompting,
    fires: false,
  },
  'silent on a closed MCP server': { lab: lab.mcp(['run_shell'], TOKEN), options: prompting, fires: false },
  'silent on a model that declines': {
    lab: lab.openai(lab.HARDENED),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'silent on one that only names its tools': {
    lab: lab.openai(lab.falling('tools')),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
});
