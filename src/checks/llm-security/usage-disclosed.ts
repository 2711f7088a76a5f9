import { json } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import { disclosed } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const HEADERS =
  /^(?:openai-processing-ms|x-ratelimit-(?:limit|remaining|reset)-tokens|anthropic-ratelimit-(?:input-|output-)?tokens-\w+|x-litellm-(?:response-cost|key-spend|key-max-budget)|x-(?:prompt|completion|total|input|output)-tokens|x-token-usage)$/i;
const FIELDS = [
  ['prompt_tokens', 'completion_tokens'],
  ['input_tokens', 'output_tokens'],
  ['promptTokenCount', 'candidatesTokenCount'],
  ['promptTokens', 'completionTokens'],
];

export const usageDisclosed = defineRule({
  id: 'usage-disclosed',
  title: 'LLM token usage disclosed',
  aliases: ['token usage', 'information disclosure'],
  severity: 'info',
  cwe: [200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers learn how long the hidden instructions are and what a request costs. Token counts are in the response.',
  remediation: 'Return counts only to clients who pay for them, and keep the rest in your own records.',
  *inspect(exchange, surface) {
    const names = exchange.response.headers.map(([name]) => name).filter((name) => HEADERS.test(name));
    const seen = [
      ...new Set(names.map((name) => name.toLowerCase())),
      ...usageFields(json(exchange.response)),
    ];
    if (seen.length === 0) return;
    yield disclosed(exchange, surface, {
      evidenceSummary: `The response contains ${seen.sort().join(', ')}.`,
      note: 'counts of tokens',
      values: [],
    });
  },
});

function usageFields(document: unknown): readonly string[] {
  if (!isNode(document)) return [];
  const held = [document.usage, document.usageMetadata, document.token_usage, document].filter(isNode);
  const counts = (names: readonly string[]) =>
    held.some((usage) => names.every((name) => typeof usage[name] === 'number'));
  return FIELDS.find(counts) ?? [];
}
