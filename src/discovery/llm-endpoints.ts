import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { isJson, json, mediaType, textStart } from '../http/exchange.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { operationUrl } from './operations.ts';
import type { AbsentPages, LlmEndpoint } from './surface.ts';

export interface LlmFacts {
  readonly heard: readonly Exchange[];
  readonly operations: readonly Operation[];
  readonly spec: Spec | undefined;
  readonly absent: AbsentPages;
}

type Dialect = LlmEndpoint['dialect'];

/** Where a dialect takes prompts. */
const PROMPT_PATHS: readonly (readonly [Dialect, RegExp])[] = [
  [
    'openai',
    /\/(?:chat\/completions|v\d+\/completions|v\d+\/responses|engines\/[^/]+\/completions|deployments\/[^/]+\/(?:chat\/)?completions)$/,
  ],
  ['anthropic', /\/v\d+\/(?:messages|complete)$/],
  ['ollama', /\/api\/(?:generate|chat)$/],
  ['gemini', /:(?:generateContent|streamGenerateContent)$/],
  ['langserve', /\/(?:invoke|stream|batch|stream_log)$/],
  ['mcp', /\/mcp$/],
];

/** Where a list of models, or a description of a runnable, tells of an endpoint that no document may name. */
export const TELLS_OF_MODELS = /\/(?:models|api\/tags|input_schema)$/;

/** Pure. Recognised by path and answer shape; nothing is sent, prompts least of all. */
export async function findLlmEndpoints({
  heard,
  operations,
  spec,
  absent,
}: LlmFacts): Promise<LlmEndpoint[]> {
  const breathe = createBreath();
  const found = new Map<string, { dialect: Dialect; evidence: string[] }>();
  const add = (url: string, dialect: Dialect, evidence: string) => {
    const known = found.get(url);
    if (!known) found.set(url, { dialect, evidence: [evidence] });
    else if (!known.evidence.includes(evidence)) known.evidence.push(evidence);
  };
  for (const exchange of heard) {
    await breathe();
    if (!absent.matches(exchange)) fromAnswer(exchange, add);
  }
  for (const operation of operations) {
    await breathe();
    fromOperation(operation, operations, spec, add);
  }
  return [...found]
    .map(([url, { dialect, evidence }]) => ({ url, dialect, evidence }))
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}

type Add = (url: string, dialect: Dialect, evidence: string) => void;

function fromAnswer(exchange: Exchange, add: Add) {
  const { request, response } = exchange;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET') return;
  const at = (path: string) => `${origin}${path}`;
  const beside = (end: string, put: string) => at(pathname.slice(0, -end.length) + put);
  const ok = response.status === 200;
  // Only where it is looked at: answers may have megabytes.
  const document = ok && /\/(?:models|tags)$/.test(pathname) ? json(response) : undefined;
  if (ok && pathname.endsWith('/models') && isModelList(document)) {
    add(beside('/models', '/chat/completions'), 'openai', `GET ${pathname} lists models in OpenAI’s shape.`);
  }
  if (ok && pathname.endsWith('/models') && isGeminiList(document)) {
    const model = geminiModel(document);
    if (model)
      add(
        beside('/models', `/${model}:generateContent`),
        'gemini',
        `GET ${pathname} lists models in Gemini’s shape.`,
      );
  }
  if (ok && pathname.endsWith('/api/tags') && isOllamaList(document)) {
    add(beside('/api/tags', '/api/chat'), 'ollama', `GET ${pathname} lists models in Ollama’s shape.`);
  }
  if (ok && /^Ollama is running\s*$/.test(textStart(response, 200)))
    add(at('/api/chat'), 'ollama', `GET ${pathname} says "Ollama is running".`);
  if (ok && pathname.endsWith('/input_schema') && isJson(response)) {
    add(beside('/input_schema', '/invoke'), 'langserve', `GET ${pathname} describes a runnable’s input.`);
  }
  if (isMcp(exchange))
    add(request.url, 'mcp', `GET ${pathname} returns ${response.status} in the words of MCP over HTTP.`);
  const prompts = PROMPT_PATHS.find(([, path]) => path.test(pathname));
  if (prompts && ['openai', 'anthropic'].includes(prompts[0]) && speaksOfPrompts(exchange)) {
    add(
      request.url,
      prompts[0],
      `GET ${pathname} returns ${response.status}: the endpoint is there and wants another method.`,
    );
  }
}

function fromOperation(operation: Operation, all: readonly Operation[], spec: Spec | undefined, add: Add) {
  if (operation.method !== 'POST' || operation.source === 'guess') return;
  const url = operationUrl(operation);
  if (url.includes('{')) return;
  const bodies = operation.bodies.map(({ schema }) => propertiesOf(schema, spec));
  const has = (...names: string[]) => bodies.some((body) => names.every((name) => body.has(name)));
  const dialect = PROMPT_PATHS.find(([, path]) => path.test(operation.path))?.[0];
  const documented = `${operation.id} is documented`;
  if (dialect === 'openai' && (has('messages') || has('prompt') || has('input') || bodies.length === 0))
    add(url, 'openai', `${documented} as OpenAI’s.`);
  else if (dialect === 'anthropic' && has('messages', 'model'))
    add(url, 'anthropic', `${documented} with Anthropic’s body.`);
  else if (dialect === 'ollama' && has('model') && (has('prompt') || has('messages')))
    add(url, 'ollama', `${documented} with Ollama’s body.`);
  else if (
    dialect === 'langserve' &&
    operation.path.endsWith('/invoke') &&
    has('input') &&
    hasSibling(operation, all, 'input_schema')
  )
    add(url, 'langserve', `${documented} beside its input schema, as LangServe does.`);
  else if (
    dialect === 'mcp' &&
    (has('jsonrpc') || /mcp|model context/i.test(`${operation.summary ?? ''} ${operation.operationId ?? ''}`))
  )
    add(url, 'mcp', `${documented} as MCP.`);
  else if (isGenericPrompt(operation, bodies))
    add(url, 'generic', `${documented} and takes a message for a language model.`);
}

/** A name that speaks of a conversation with a model, and a body with the text for it. Chat between people has neither model nor prompt. */
function isGenericPrompt(operation: Operation, bodies: readonly ReadonlySet<string>[]): boolean {
  const words = [
    operation.path,
    operation.operationId ?? '',
    operation.summary ?? '',
    ...operation.tags,
  ].join(' ');
  const strong =
    /\b(?:llm|gpt|ai|chatbot|copilot|assistant|completions?|prompt|rag|agent)\b|language.?model|chat.?completion|ask.?(?:ai|question)/i;
  const isStrong = strong.test(words.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_/-]/g, ' '));
  const isChat = /\bchat\b|\bask\b|\bgenerate\b|\bconverse\b/i.test(words.replace(/[_/-]/g, ' '));
  return bodies.some((body) => {
    const has = (...names: string[]) => names.some((name) => body.has(name));
    if (has('prompt', 'system_prompt', 'max_tokens', 'temperature')) return isStrong || isChat;
    return (
      has('messages', 'message', 'query', 'question', 'input', 'text') &&
      (isStrong || (isChat && has('model')))
    );
  });
}

function propertiesOf(schema: unknown, spec: Spec | undefined, depth = 0): Set<string> {
  const node = spec ? spec.resolve(schema) : schema;
  if (typeof node !== 'object' || node === null || depth > 3) return new Set();
  const { properties, allOf, anyOf, oneOf } = node as Record<string, unknown>;
  const own = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const parts = [allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.slice(0, 20) : []));
  return new Set(
    [...own, ...parts.flatMap((part) => [...propertiesOf(part, spec, depth + 1)])].map((name) =>
      name.toLowerCase(),
    ),
  );
}

function hasSibling({ path }: Operation, all: readonly Operation[], name: string): boolean {
  const sibling = path.replace(/(?<![^/])[^/]+$/, name);
  return all.some((other) => other.path === sibling);
}

function isModelList(value: unknown): boolean {
  return (
    isNode(value) &&
    value.object === 'list' &&
    Array.isArray(value.data) &&
    value.data.some((model) => isNode(model) && model.object === 'model' && typeof model.id === 'string')
  );
}

function isGeminiList(value: unknown): value is { models: unknown[] } {
  return (
    isNode(value) && Array.isArray(value.models) && geminiModel(value as { models: unknown[] }) !== undefined
  );
}

function geminiModel({ models }: { models: unknown[] }): string | undefined {
  const model = models.find((each) => isNode(each) && Array.isArray(each.supportedGenerationMethods));
  return isNode(model) && typeof model.name === 'string' && /^models\/[\w.-]+$/.test(model.name)
    ? model.name
    : undefined;
}

function isOllamaList(value: unknown): boolean {
  return (
    isNode(value) &&
    Array.isArray(value.models) &&
    value.models.every(
      (model) => isNode(model) && typeof model.name === 'string' && typeof model.digest === 'string',
    )
  );
}

/** Streamable HTTP: a GET must accept `text/event-stream`, or is not allowed; both come with a JSON-RPC error. */
function isMcp({ response }: Exchange): boolean {
  if (![400, 405, 406].includes(response.status)) return false;
  const document = json(response);
  if (!isNode(document) || document.jsonrpc !== '2.0' || !isNode(document.error)) return false;
  return /text\/event-stream|session|method not allowed|not acceptable/i.test(
    String(document.error.message ?? ''),
  );
}

/** The endpoint itself refuses the GET, with a method that it wants or with its dialect's error envelope. */
function speaksOfPrompts({ response }: Exchange): boolean {
  if (response.status === 405) return true;
  if (![400, 401, 422].includes(response.status) || !/json/.test(mediaType(response))) return false;
  const document = json(response);
  if (!isNode(document) || !isNode(document.error)) return false;
  const { type, message } = document.error;
  return (
    typeof type === 'string' &&
    typeof message === 'string' &&
    /^(?:invalid_request_error|authentication_error|not_found_error)$/.test(type)
  );
}
