import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { listTools } from './mcp.ts';
import { openModels } from './model.ts';
import { repeated } from './repeated.ts';

/** One identifier may be an ordinary word. */
const MIN_NAMES = 2;

export const toolInventoryDisclosed = defineRule({
  id: 'tool-inventory-disclosed',
  title: 'The tools of the model are listed to anybody',
  severity: 'low',
  cwe: [200, 1427],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The names of the functions that the model, or any client, can call are given away: they are what an attacker tries to have called next.',
  fix: 'Ask for a credential before tools are listed; keep names of functions out of the instructions, and out of answers.',
  needs: ['llm', 'llm-endpoint'],
  async *probe({ surface, http, anonymous }) {
    const servers = surface.llmEndpoints.filter(({ dialect }) => dialect === 'mcp').slice(0, 2);
    for (const server of servers) {
      const list = await listTools(anonymous, server);
      if (!list || list.tools.length === 0) continue;
      yield {
        url: server.url,
        confidence: 'confirmed',
        saw: `Without a credential, the MCP server lists ${list.tools.length} tools: ${list.tools.slice(0, 8).join(', ')}.`,
        proof: [{ exchange: showing(list.exchange, []), note: 'the list of tools' }],
        control: { fact: 'The list stands in the answer, and the request carried no credential.' },
      };
    }
    const { models, reason } = await openModels(http, surface);
    for (const model of models) {
      const found = await repeated(model, 'tool-inventory', identifiers);
      if (!found || found.values.length < MIN_NAMES) continue;
      yield {
        url: model.endpoint.url,
        confidence: 'likely',
        saw: `Two different questions got the same names: ${found.values.slice(0, 8).join(', ')}.`,
        proof: [{ exchange: found.said.exchange, note: 'names of functions in the answer' }],
        control: { exchange: found.control.exchange, note: 'an ordinary question gets none of them' },
      };
    }
    return servers.length + models.length > 0 ? undefined : { untested: reason };
  },
});

/** Names as programmers write them: `get_order`, `searchDocs`, `orders.find`. Ordinary words have no such joints. */
function identifiers(answer: string): string[] {
  const names =
    answer.match(/\b[a-z][a-z\d]{1,30}(?:_[a-z\d]{1,30}){1,5}\b|\b[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,4}\b/g) ??
    [];
  return [...new Set(names)];
}
