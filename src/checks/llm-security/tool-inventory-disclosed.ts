import { showing } from '../disclosure.ts';
import type { Verdict } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { listTools } from './mcp.ts';
import type { Model } from './model.ts';
import { judgeModel, llmEndpoints } from './models.ts';
import { repeated } from './repeated.ts';

/** One identifier may be an ordinary word. */
const MIN_NAMES = 2;

export const toolInventoryDisclosed = defineRule({
  id: 'tool-inventory-disclosed',
  title: 'LLM tools listed without authentication',
  aliases: ['MCP tools', 'tools/list', 'function calling', 'excessive agency'],
  severity: 'low',
  cwe: [200, 1427],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers learn the names of functions that the model or a client can call, and try to call them next. The list is public.',
  remediation:
    'Require a credential before tools are listed, and keep function names out of instructions and responses.',
  needs: ['llm', 'llm-endpoint'],
  places: llmEndpoints,
  async judge(endpoint, context) {
    if (endpoint.dialect !== 'mcp') return judgeModel(endpoint, context, context.http, namesTools);
    const list = await listTools(context.anonymous, endpoint);
    if (!list || list.tools.length === 0) return 'clean';
    return {
      url: endpoint.url,
      confidence: 'confirmed',
      evidenceSummary: `Without authentication, the MCP server lists ${list.tools.length} tools: ${list.tools.slice(0, 8).join(', ')}.`,
      proof: [{ exchange: showing(list.exchange, []), note: 'the list of tools' }],
      control: { fact: 'The list is in the response to an unauthenticated request.' },
    };
  },
});

async function namesTools(model: Model): Promise<Verdict> {
  const found = await repeated(model, 'tool-inventory', identifiers);
  if (!found || found.values.length < MIN_NAMES) return 'clean';
  return {
    url: model.endpoint.url,
    confidence: 'likely',
    evidenceSummary: `Two different questions got the same names: ${found.values.slice(0, 8).join(', ')}.`,
    proof: [{ exchange: found.said.exchange, note: 'names of functions in the response' }],
    control: { exchange: found.control.exchange, note: 'an ordinary question returns none of them' },
  };
}

/** "I have no tools such as get_weather" names what is not there. */
const DENIES =
  /\b(?:I (?:do not|don['’]t|have no|can(?:not|['’]t)|am not|could not|couldn['’]t)|I['’]m (?:not|unable|sorry)|no (?:\w+ ){0,2}(?:tools?|functions?|plugins?)\b|without (?:any )?(?:tools?|functions?)|not connected|none)\b/i;

/** Names as programmers write them: `get_order`, `searchDocs`, `orders.find`. Ordinary words have no such joints. */
function identifiers(answer: string): string[] {
  const [first = '', ...rest] = answer.split(/(?<=[.!?])\s+|\n+/).filter((part) => part.trim() !== '');
  // Who begins by having none gives examples afterwards.
  if (DENIES.test(first)) return [];
  const named = [first, ...rest.filter((part) => !DENIES.test(part))].join('\n');
  const names =
    named.match(/\b[a-z][a-z\d]{1,30}(?:_[a-z\d]{1,30}){1,5}\b|\b[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,4}\b/g) ??
    [];
  return [...new Set(names)];
}
