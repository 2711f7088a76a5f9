import { json, succeeded } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import type { PlaceKind } from '../../places/place.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { records } from './documents.ts';

const PLACES = ['/v1/models', '/api/v1/models', '/openai/v1/models', '/v1beta/models'];

/** By convention, or beside an endpoint that takes prompts. */
const modelLists: PlaceKind<string> = {
  one: 'list of models',
  many: 'lists of models',
  find({ surface }) {
    const beside = surface.llmEndpoints.flatMap(({ url, dialect }) =>
      dialect === 'openai' ? [url.replace(/\/(?:chat\/completions|completions|responses)$/, '/models')] : [],
    );
    return [...new Set([...PLACES.map((path) => surface.target.origin + path), ...beside])];
  },
  key: (url) => url,
};

export const openModelListing = defineRule({
  id: 'open-model-listing',
  title: 'LLM model list accessible without authentication',
  aliases: ['model listing', '/v1/models', 'Ollama tags'],
  severity: 'info',
  cwe: [306, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read the names and versions of the models, including fine-tuned ones. Where the list is public, the models often are too.',
  remediation: 'Require the same credential for the list as for the models.',
  places: modelLists,
  async judge(url, { surface, anonymous }) {
    const page = await anonymous.once({ url });
    const names = succeeded(page) && !surface.absent.matches(page) ? modelNames(json(page.response)) : [];
    if (names.length === 0) return 'clean';
    // Some services say the same everywhere below a prefix.
    const sibling = await anonymous.once({ url: `${url}-absent` });
    if (succeeded(sibling) && modelNames(json(sibling.response)).length > 0) return 'clean';
    return {
      url,
      confidence: 'confirmed',
      evidenceSummary: `Without authentication: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`,
      proof: [{ exchange: showing(page, []), note: 'a list of models' }],
      control: {
        exchange: showing(sibling, []),
        note: 'a sibling path that does not exist returns no list',
      },
    };
  },
});

/** Names in OpenAI’s or Gemini’s list; empty for lists of other models, such as cars. */
function modelNames(value: unknown): string[] {
  if (!isNode(value)) return [];
  const openai =
    value.object === 'list' ? records(value.data).filter(({ object }) => object === 'model') : [];
  const gemini = records(value.models).filter(({ supportedGenerationMethods: methods }) =>
    Array.isArray(methods),
  );
  return [...openai.map(({ id }) => id), ...gemini.map(({ name }) => name)].filter(
    (name): name is string => typeof name === 'string',
  );
}
