import { isNode } from '../openapi/node.ts';
import type { Fields } from './llm-fields.ts';
import { first, list, textOf } from './llm-fields.ts';
import { joinStream, streamEvents } from './llm-streams.ts';

/** What a language model's service answered, whatever its dialect. */
export interface ModelAnswer {
  readonly text: string;
  /** As the service names it. */
  readonly model?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Names of the tools that the model called. */
  readonly toolCalls: readonly string[];
  /** True for the envelope of a known dialect; false where a field only looked like the answer. */
  readonly known: boolean;
}

/** A list longer than this is data. */
const MAX_EVENTS = 5_000;

/** Pure. Undefined where nothing in it could be an answer. `source` is the body as text, for bodies that are no JSON. */
export function readAnswer(value: unknown, source = ''): ModelAnswer | undefined {
  if (value === undefined) return fromText(source);
  if (typeof value === 'string') return plainAnswer(value, false);
  // Gemini streams the events of an answer as one list.
  if (Array.isArray(value)) return fromStream(value.slice(0, MAX_EVENTS).filter(isNode));
  if (!isNode(value)) return undefined;
  return (
    fromChoices(value) ??
    fromResponses(value) ??
    fromAnthropic(value) ??
    fromOllama(value) ??
    fromGemini(value) ??
    fromLangServe(value) ??
    fromFields(value)
  );
}

/** Some services stream whether asked to or not: what they say is the whole, never a piece of it. */
function fromText(source: string): ModelAnswer | undefined {
  const events = streamEvents(source);
  return events ? fromStream(events) : plainAnswer(source.trim(), false);
}

function fromStream(events: readonly unknown[]): ModelAnswer | undefined {
  const { text, toolCalls, summary = {} } = joinStream(events);
  return answer(summary, text, toolCalls);
}

function plainAnswer(text: string, known: boolean): ModelAnswer | undefined {
  return text === '' ? undefined : { text, toolCalls: [], known };
}

function fromChoices(value: Fields): ModelAnswer | undefined {
  const choice = first(value.choices);
  if (!choice) return undefined;
  const message = isNode(choice.message) ? choice.message : {};
  const calls = list(message.tool_calls).map((call) =>
    textOf(isNode(call.function) ? call.function.name : ''),
  );
  return answer(value, textOf(message.content ?? choice.text), calls);
}

function fromResponses(value: Fields): ModelAnswer | undefined {
  const output = list(value.output);
  if (!output.some(({ type }) => typeof type === 'string')) return undefined;
  const said = output.flatMap(({ content }) => list(content)).map(({ text }) => textOf(text));
  const calls = output
    .filter(({ type }) => /_call$/.test(String(type)))
    .map(({ name, type }) => textOf(name ?? type));
  return answer(value, said.join(''), calls);
}

function fromAnthropic(value: Fields): ModelAnswer | undefined {
  const content = list(value.content);
  if (typeof value.completion === 'string' && 'stop_reason' in value)
    return answer(value, value.completion, []);
  if (value.role !== 'assistant' || content.length === 0) return undefined;
  const said = content.filter(({ type }) => type === 'text').map(({ text }) => textOf(text));
  const calls = content.filter(({ type }) => /tool_use$/.test(String(type))).map(({ name }) => textOf(name));
  return answer(value, said.join(''), calls);
}

function fromOllama(value: Fields): ModelAnswer | undefined {
  if (typeof value.done !== 'boolean') return undefined;
  const message = isNode(value.message) ? value.message : {};
  const calls = list(message.tool_calls).map((call) =>
    textOf(isNode(call.function) ? call.function.name : ''),
  );
  return answer(value, textOf(message.content ?? value.response), calls);
}

function fromGemini(value: Fields): ModelAnswer | undefined {
  const candidate = first(value.candidates);
  const content = isNode(candidate?.content) ? candidate.content : undefined;
  if (!content) return undefined;
  const parts = list(content.parts);
  const calls = parts.flatMap(({ functionCall }) =>
    isNode(functionCall) ? [textOf(functionCall.name)] : [],
  );
  return answer(value, parts.map(({ text }) => textOf(text)).join(''), calls);
}

function fromLangServe(value: Fields): ModelAnswer | undefined {
  if (!('output' in value) || !isNode(value.metadata)) return undefined;
  const { output } = value;
  if (typeof output === 'string') return plainAnswer(output, true);
  if (!isNode(output)) return undefined;
  const metadata = isNode(output.response_metadata) ? output.response_metadata : {};
  const calls = list(output.tool_calls).map(({ name }) => textOf(name));
  const text = textOf(output.content) || textOf(named(output));
  return answer({ ...metadata, usage: output.usage_metadata ?? metadata.token_usage }, text, calls);
}

const ANSWER_FIELDS = [
  'answer',
  'response',
  'reply',
  'completion',
  'output',
  'output_text',
  'generated_text',
  'assistant',
  'content',
  'message',
  'text',
  'result',
];
const WRAPPERS = ['data', 'result', 'results', 'response', 'message', 'choices', 'output', 'answer'];
/** Answers nest their text in an envelope or two, never deeper. */
const MAX_WRAPPERS = 3;

function fromFields(value: Fields, depth = 0): ModelAnswer | undefined {
  const said = named(value);
  if (typeof said === 'string') {
    const calls = list(value.tool_calls).map(({ name, function: called }) =>
      textOf(name ?? (isNode(called) ? called.name : '')),
    );
    const found = answer(value, said, calls);
    return found && { ...found, known: false };
  }
  if (depth >= MAX_WRAPPERS) return undefined;
  for (const name of WRAPPERS) {
    const inner = Array.isArray(value[name]) ? first(value[name]) : value[name];
    const found = isNode(inner) ? fromFields(inner, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function named(value: Fields): unknown {
  return ANSWER_FIELDS.map((name) => value[name]).find((held) => typeof held === 'string' && held !== '');
}

function answer(value: Fields, text: string, calls: readonly string[]): ModelAnswer | undefined {
  const toolCalls = calls.filter((name) => name !== '');
  if (text === '' && toolCalls.length === 0) return undefined;
  const usage = [value.usage, value.usageMetadata].find(isNode) ?? value;
  const model = value.model ?? value.modelVersion ?? value.model_name;
  const inputTokens = count(usage, [
    'prompt_tokens',
    'input_tokens',
    'promptTokenCount',
    'prompt_eval_count',
  ]);
  const outputTokens = count(usage, [
    'completion_tokens',
    'output_tokens',
    'candidatesTokenCount',
    'eval_count',
  ]);
  return {
    text,
    ...(typeof model === 'string' && model !== '' ? { model } : {}),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    toolCalls,
    known: true,
  };
}

function count(usage: Fields, names: readonly string[]): number | undefined {
  return names.map((name) => usage[name]).find((value): value is number => typeof value === 'number');
}
