import type { LlmEndpoint, Surface } from '../../discovery/surface.ts';
import type { HttpClient } from '../../http/client.ts';
import { json, succeeded } from '../../http/exchange.ts';
import type { Form, Manner, PromptPlace } from '../../material/llm-dialects.ts';
import { formOf, placeIn } from '../../material/llm-dialects.ts';
import { isNode } from '../../openapi/node.ts';
import type { Operation, Schema, Spec } from '../../openapi/operation.ts';
import { sampleFor } from '../../openapi/sample-value.ts';
import { preferredBody } from '../../openapi/serialise-body.ts';

/** Said where a service wants a model's name and lists none; most gateways map it onto one of theirs. */
const USUAL_MODEL: Partial<Record<Form, string>> = {
  'openai-chat': 'gpt-4o-mini',
  'openai-text': 'gpt-3.5-turbo-instruct',
  'openai-responses': 'gpt-4o-mini',
  anthropic: 'claude-3-5-haiku-latest',
  'ollama-chat': 'llama3.2',
  'ollama-generate': 'llama3.2',
};
/** Models that talk back; others embed, draw, listen or rank. */
const NO_TALKER =
  /embed|whisper|tts|dall-?e|moderation|image|audio|speech|rerank|clip|realtime|transcribe|bge-|minilm/i;
/** The cheapest that a list offers, by its name. */
const SMALL = /mini|small|haiku|nano|flash|lite|tiny|(?:^|[^\d.])[1-8]b\b/i;

/** How to speak to an endpoint, learnt from its lists and schemas by GET; a sentence where it cannot be learnt. */
export async function learnManner(
  http: HttpClient,
  surface: Surface,
  endpoint: LlmEndpoint,
  operation: Operation | undefined,
): Promise<Manner | string> {
  const form = formOf(endpoint);
  const { pathname } = new URL(endpoint.url);
  if (!form) return `${pathname} accepts no prompts`;
  if (form === 'generic') {
    const place = operation && placeOfOperation(operation, surface.spec);
    return place ? { form, place } : `the documented request body of ${pathname} has no field for a prompt`;
  }
  if (form === 'langserve') {
    const place = await placeOfRunnable(http, endpoint);
    return place ? { form, place } : { form };
  }
  if (form === 'gemini') return { form };
  const model = documentedModel(operation, surface.spec) ?? (await listedModel(http, endpoint, form));
  return { form, model: model ?? USUAL_MODEL[form] ?? 'default' };
}

function placeOfOperation(operation: Operation, spec: Spec | undefined): PromptPlace | undefined {
  const body = preferredBody(operation.bodies);
  if (!body || !/json/.test(body.mediaType)) return undefined;
  return placeOfSchema(body.schema, (node) => (spec ? spec.resolve(node) : node), {
    sample: sampleFor(spec, body.schema, { example: body.example }).value,
  });
}

function placeOfSchema(
  schema: unknown,
  resolve: (node: unknown) => unknown,
  { sample }: { readonly sample: unknown },
): PromptPlace | undefined {
  const properties = propertiesOf(schema, resolve);
  const kindOf = (name: string) => {
    const property = resolve(properties.get(name));
    const type = isNode(property) ? property.type : undefined;
    if (isNode(property) && (property.items !== undefined || type === 'array')) return 'array';
    return typeof type === 'string' ? type : undefined;
  };
  return placeIn([...properties.keys()], kindOf, isNode(sample) ? sample : {});
}

/** Schemas are read no deeper: a prompt stands at the top. */
const MAX_DEPTH = 4;

function propertiesOf(
  schema: unknown,
  resolve: (node: unknown) => unknown,
  depth = 0,
): ReadonlyMap<string, unknown> {
  const node = resolve(schema);
  if (!isNode(node) || depth > MAX_DEPTH) return new Map();
  const parts = [node.allOf, node.anyOf, node.oneOf].flatMap((list) =>
    Array.isArray(list) ? list.slice(0, 20) : [],
  );
  return new Map([
    ...(isNode(node.properties) ? Object.entries(node.properties) : []),
    ...parts.flatMap((part) => [...propertiesOf(part, resolve, depth + 1)]),
  ]);
}

/** LangServe describes a runnable's input beside it. */
async function placeOfRunnable(http: HttpClient, { url }: LlmEndpoint): Promise<PromptPlace | undefined> {
  const asked = await http.once({ url: url.replace(/invoke$/, 'input_schema') });
  const root = succeeded(asked) ? json(asked.response) : undefined;
  if (!isNode(root)) return undefined;
  const resolve = (node: unknown): unknown => {
    const pointer = isNode(node) && typeof node.$ref === 'string' ? node.$ref : undefined;
    const name = /^#\/(?:\$defs|definitions)\/([\w.-]{1,200})$/.exec(pointer ?? '')?.[1];
    if (name === undefined) return node;
    const definitions = [root.$defs, root.definitions].find(isNode) ?? {};
    return Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  };
  const type = isNode(resolve(root)) ? root.type : undefined;
  if (type === 'string') return { field: '', kind: 'text', base: {} };
  return placeOfSchema(root, resolve, { sample: sampleFor(undefined, root as Schema).value });
}

function documentedModel(operation: Operation | undefined, spec: Spec | undefined): string | undefined {
  const body = operation && preferredBody(operation.bodies);
  const resolve = (node: unknown) => (spec ? spec.resolve(node) : node);
  const written = isNode(body?.example) ? body.example.model : undefined;
  const property = resolve(propertiesOf(body?.schema, resolve).get('model'));
  const { example, default: usual, enum: allowed } = isNode(property) ? property : {};
  const named = [written, example, usual, ...(Array.isArray(allowed) ? allowed : [])];
  return named.find((name): name is string => typeof name === 'string' && name !== '');
}

async function listedModel(http: HttpClient, { url }: LlmEndpoint, form: Form): Promise<string | undefined> {
  const list = form.startsWith('ollama')
    ? url.replace(/\/(?:chat|generate)$/, '/tags')
    : url.replace(/\/(?:chat\/completions|completions|responses|messages|complete)$/, '/models');
  if (list === url) return undefined;
  const asked = await http.once({ url: list });
  const document = succeeded(asked) ? json(asked.response) : undefined;
  const held = isNode(document) ? (document.data ?? document.models) : undefined;
  const names = (Array.isArray(held) ? held : [])
    .map((model) => (isNode(model) ? (model.id ?? model.name) : undefined))
    .filter((name): name is string => typeof name === 'string' && name !== '' && !NO_TALKER.test(name))
    .sort();
  return names.find((name) => SMALL.test(name)) ?? names[0];
}
