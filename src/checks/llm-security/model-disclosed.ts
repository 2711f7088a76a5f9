import { disclosed } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const NAMES =
  /^(?:openai-(?:model|organization|version)|x-(?:model(?:-(?:id|name|version))?|llm-(?:model|provider)|ai-model|litellm-(?:model-id|model-api-base|model-group|version)|groq-region|azure-openai-\w+|ms-deployment-name|inference-(?:model|provider))|anthropic-organization-id|azureml-model-deployment|helicone-\w+|cf-aig-(?:model|provider))$/i;

export const modelDisclosed = defineRule({
  id: 'model-disclosed',
  title: 'LLM model or provider disclosed in headers',
  aliases: ['model fingerprinting', 'information disclosure', 'OpenAI headers'],
  severity: 'info',
  cwe: [200, 497],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can choose attacks that are known for the model. Headers of the upstream provider or gateway reach the client: model, deployment, organization.',
  remediation: 'Forward only the headers that clients need, and remove those of the provider in the gateway.',
  *inspect(exchange, surface) {
    const named = exchange.response.headers.filter(([name, value]) => NAMES.test(name) && value !== '');
    const [first] = named;
    if (!first) return;
    const names = [...new Set(named.map(([name]) => name.toLowerCase()))].sort();
    yield disclosed(exchange, surface, {
      evidenceSummary: `Header ${names.join(', ')}.`,
      note: `${first[0]} stands in the head of the response`,
      values: [],
    });
  },
});
