import { json } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';
import { models, ofModel } from './models.ts';

const COST =
  /^(?:(?:total|request|prompt|completion|input|output|response|estimated|token)_?)?costs?(?:_?(?:usd|eur|cents|in_usd))?$/i;
const MAX_DEPTH = 5;

export const tokenCostDisclosed = defineRule({
  id: 'token-cost-disclosed',
  title: 'LLM cost disclosed in response',
  aliases: ['token cost', 'information disclosure'],
  severity: 'info',
  cwe: [200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Competitors learn what the service pays, and attackers which prompts cost most. Each response contains its price.',
  remediation:
    'Keep the price in your own records, and remove it from responses to clients who do not pay it.',
  needs: ['llm', 'llm-endpoint'],
  places: models,
  judge: ofModel(async ({ endpoint, first }) => {
    const field = costField(json(first.exchange.response));
    if (field === undefined) return 'clean';
    return {
      url: endpoint.url,
      confidence: 'confirmed',
      evidenceSummary: `The response has a price in "${field}".`,
      proof: [{ exchange: first.exchange, note: `"${field}"` }],
      control: { fact: 'The price is in the response to an ordinary prompt.' },
    };
  }),
});

function costField(value: unknown, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  for (const [name, held] of Object.entries(value)) {
    if (COST.test(name) && typeof held === 'number' && held > 0) return name;
    const inner = costField(held, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
