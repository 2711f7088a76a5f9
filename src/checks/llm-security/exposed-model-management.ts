import { json, succeeded } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import { knownPaths } from '../../places/known-paths.ts';
import type { Severity } from '../../result.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { hasFields, records } from './documents.ts';

interface Management {
  readonly product: string;
  readonly path: string;
  readonly severity: Severity;
  /** What its answer, and nobody else's, looks like. */
  readonly is: (document: unknown) => boolean;
  readonly allows: string;
}

const PLACES: readonly Management[] = [
  {
    product: 'Ollama',
    path: '/api/tags',
    severity: 'high',
    is: (document) =>
      isNode(document) &&
      records(document.models).some((model) => hasFields(model, { name: 'string', digest: 'string' })),
    allows: 'models can be loaded, copied and deleted through the same API',
  },
  {
    product: 'Ollama',
    path: '/api/ps',
    severity: 'high',
    is: (document) =>
      isNode(document) &&
      records(document.models).some((model) => hasFields(model, { digest: 'string', expires_at: 'string' })),
    allows: 'it lists the running models, which can be stopped through the same API',
  },
  {
    product: 'LiteLLM',
    path: '/model/info',
    severity: 'medium',
    is: (document) =>
      isNode(document) &&
      records(document.data).some((model) => 'model_name' in model && isNode(model.litellm_params)),
    allows: 'it returns the upstream of each model',
  },
  {
    product: 'llama.cpp',
    path: '/slots',
    severity: 'high',
    is: (document) =>
      records(document).some((slot) => 'id_task' in slot || ('n_ctx' in slot && 'id' in slot)),
    allows: 'it returns the prompts of other users',
  },
  {
    product: 'llama.cpp',
    path: '/props',
    severity: 'low',
    is: (document) =>
      isNode(document) && 'default_generation_settings' in document && 'total_slots' in document,
    allows: 'it returns the model’s settings and its template',
  },
  {
    product: 'Text Generation Inference',
    path: '/info',
    severity: 'low',
    is: (document) => hasFields(document, { model_id: 'string', max_total_tokens: 'number' }),
    allows: 'it returns the model and the limits of the server',
  },
  {
    product: 'LM Studio',
    path: '/api/v0/models',
    severity: 'medium',
    is: (document) =>
      isNode(document) &&
      records(document.data).some((model) => 'quantization' in model && 'max_context_length' in model),
    allows: 'it lists the models on the machine, loaded or not',
  },
  {
    product: 'Qdrant',
    path: '/collections',
    severity: 'high',
    is: (document) =>
      isNode(document) &&
      document.status === 'ok' &&
      typeof document.time === 'number' &&
      isNode(document.result) &&
      Array.isArray(document.result.collections),
    allows: 'the documents that the model reads can be read and changed through the same API',
  },
  {
    product: 'Weaviate',
    path: '/v1/schema',
    severity: 'high',
    is: (document) =>
      isNode(document) &&
      records(document.classes).some((each) => 'vectorizer' in each || 'vectorIndexType' in each),
    allows: 'the documents that the model reads can be read and changed through the same API',
  },
  {
    product: 'MLflow',
    path: '/api/2.0/mlflow/registered-models/search',
    severity: 'medium',
    is: (document) =>
      isNode(document) &&
      records(document.registered_models).some((model) => 'creation_timestamp' in model && 'name' in model),
    allows: 'registered models can be changed through the same API',
  },
];

export const exposedModelManagement = defineRule({
  id: 'exposed-model-management',
  title: 'Model management API exposed',
  aliases: ['Ollama', 'model registry', 'MLflow', 'vLLM', 'security misconfiguration'],
  severity: 'high',
  cwe: [306, 1327],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:H/VA:H/SC:N/SI:N/SA:N',
  description:
    'Anyone can control the models. The management API of a model server or model store is accessible without authentication, and these servers have no other protection.',
  remediation:
    'Bind the model server to loopback or a private network, and let an authenticating gateway forward only the calls that users need.',
  places: knownPaths(PLACES),
  async judge({ product, path, severity, is, allows }, { surface, anonymous }) {
    const url = surface.target.origin + path;
    const page = await anonymous.once({ url });
    if (!succeeded(page) || surface.absent.matches(page) || !is(json(page.response))) return 'clean';
    return {
      url,
      severity,
      cause: product,
      confidence: 'confirmed',
      evidenceSummary: `${product} returns ${path} without authentication: ${allows}.`,
      proof: [{ exchange: showing(page, []), note: `a response with the fields of ${product}` }],
      control: { fact: 'The response to an unauthenticated request has this product’s fields.' },
    };
  },
});
