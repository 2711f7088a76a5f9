import type { LlmEndpoint } from '../discovery/surface.ts';

/** `system` is the operator's voice, whoever really says it. */
export interface Turn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** The wire form of one dialect: a dialect may have several, told apart by path. */
export type Form =
  | 'openai-chat'
  | 'openai-text'
  | 'openai-responses'
  | 'anthropic'
  | 'ollama-chat'
  | 'ollama-generate'
  | 'gemini'
  | 'langserve'
  | 'generic';

/** Where an endpoint without a dialect of its own takes the text, learnt from its request schema. */
export interface PromptPlace {
  /** Field for the text; empty where the input itself is the text. */
  readonly field: string;
  readonly kind: 'text' | 'messages';
  /** Field for an operator's instruction, where callers may give one. */
  readonly systemField?: string;
  readonly maxTokensField?: string;
  /** Everything else that the schema asks for. */
  readonly base: Readonly<Record<string, unknown>>;
}

/** How one endpoint wants to be spoken to. */
export interface Manner {
  readonly form: Form;
  readonly model?: string;
  readonly place?: PromptPlace;
  /** Newer OpenAI models refuse `max_tokens` and any temperature but their own. */
  readonly reasoning?: boolean;
}

/** Enough for a sentence or a short list: what a scan makes others pay for stays small. */
const MAX_TOKENS = 300;

/** Undefined for MCP, which offers tools to models and takes no prompts. */
export function formOf({ url, dialect }: LlmEndpoint): Form | undefined {
  const { pathname } = new URL(url);
  switch (dialect) {
    case 'openai':
      if (pathname.endsWith('/chat/completions')) return 'openai-chat';
      return pathname.endsWith('/responses') ? 'openai-responses' : 'openai-text';
    case 'anthropic':
      return 'anthropic';
    case 'ollama':
      return pathname.endsWith('/generate') ? 'ollama-generate' : 'ollama-chat';
    case 'mcp':
      return undefined;
    default:
      return dialect;
  }
}

/** Headers that the form asks for, beside the credential. */
export function headersOf({ form }: Manner): readonly (readonly [string, string])[] {
  const json = ['Content-Type', 'application/json'] as const;
  return form === 'anthropic' ? [json, ['anthropic-version', '2023-06-01']] : [json];
}

/**
 * The body that says these turns; undefined where the form has no place for one of them. Never streams.
 * A `maxTokens` that is no number is for seeing whether the limit is read at all.
 */
export function writePrompt(
  manner: Manner,
  turns: readonly Turn[],
  maxTokens: number | string = MAX_TOKENS,
): Readonly<Record<string, unknown>> | undefined {
  const { form, model } = manner;
  const system = turns
    .filter(({ role }) => role === 'system')
    .map(({ text }) => text)
    .join('\n');
  const spoken = turns.filter(({ role }) => role !== 'system');
  const only = spoken.length === 1 ? spoken[0]?.text : undefined;
  const messages = (list: readonly Turn[]) => list.map(({ role, text }) => ({ role, content: text }));
  switch (form) {
    case 'openai-chat':
      return {
        model,
        messages: messages(turns),
        ...(manner.reasoning
          ? { max_completion_tokens: maxTokens }
          : { max_tokens: maxTokens, temperature: 0 }),
        stream: false,
      };
    case 'openai-responses':
      return {
        model,
        ...(system ? { instructions: system } : {}),
        input: messages(spoken),
        max_output_tokens: maxTokens,
        ...(manner.reasoning ? {} : { temperature: 0 }),
        stream: false,
      };
    case 'openai-text':
      if (system || only === undefined) return undefined;
      return { model, prompt: only, max_tokens: maxTokens, temperature: 0, stream: false };
    case 'anthropic':
      return {
        model,
        max_tokens: maxTokens,
        ...(system ? { system } : {}),
        messages: messages(spoken),
        temperature: 0,
        stream: false,
      };
    case 'ollama-chat':
      return {
        model,
        messages: messages(turns),
        stream: false,
        options: { num_predict: maxTokens, temperature: 0 },
      };
    case 'ollama-generate':
      if (only === undefined) return undefined;
      return {
        model,
        prompt: only,
        ...(system ? { system } : {}),
        stream: false,
        options: { num_predict: maxTokens, temperature: 0 },
      };
    case 'gemini':
      return {
        contents: spoken.map(({ role, text }) => ({
          role: role === 'assistant' ? 'model' : 'user',
          parts: [{ text }],
        })),
        ...(system ? { systemInstruction: { parts: [{ text: system }] } } : {}),
        generationConfig: { maxOutputTokens: maxTokens, temperature: 0 },
      };
    case 'langserve':
      return langserveBody(manner.place, turns, system, only);
    case 'generic':
      return genericBody(manner.place, turns, system, only, maxTokens);
  }
}

const LANGCHAIN_ROLE = { system: 'system', user: 'human', assistant: 'ai' } as const;

function langserveBody(
  place: PromptPlace | undefined,
  turns: readonly Turn[],
  system: string,
  only: string | undefined,
) {
  if (place?.kind === 'messages') {
    const messages = turns.map(({ role, text }) => ({ type: LANGCHAIN_ROLE[role], content: text }));
    return { input: place.field === '' ? messages : { ...place.base, [place.field]: messages } };
  }
  if (system || only === undefined) return undefined;
  return { input: place && place.field !== '' ? { ...place.base, [place.field]: only } : only };
}

function genericBody(
  place: PromptPlace | undefined,
  turns: readonly Turn[],
  system: string,
  only: string | undefined,
  maxTokens: number | string,
) {
  if (!place) return undefined;
  const limit = place.maxTokensField ? { [place.maxTokensField]: maxTokens } : {};
  const instruction = system && place.systemField ? { [place.systemField]: system } : {};
  const unheard = system !== '' && !place.systemField;
  if (place.kind === 'messages') {
    const said = unheard ? turns : turns.filter(({ role }) => role !== 'system');
    const messages = said.map(({ role, text }) => ({ role, content: text }));
    return { ...place.base, ...limit, ...instruction, [place.field]: messages };
  }
  if (unheard || only === undefined) return undefined;
  return { ...place.base, ...limit, ...instruction, [place.field]: only };
}

/** True where the form itself lets the caller speak as the operator: there it is no flaw that it is heeded. */
export function isRawModel({ form }: Manner): boolean {
  return form !== 'generic' && form !== 'langserve';
}

/** True where a limit on the answer's length can be asked for. */
export function takesMaxTokens({ form, place }: Manner): boolean {
  return isRawModel({ form }) || place?.maxTokensField !== undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const TEXT_FIELDS = ['prompt', 'question', 'message', 'query', 'input', 'text', 'content', 'user_input'];
const SYSTEM_FIELDS = ['system_prompt', 'systemPrompt', 'system', 'system_message', 'instructions'];
const LIMIT_FIELDS = ['max_tokens', 'maxTokens', 'max_new_tokens', 'max_output_tokens', 'max_length'];

/**
 * Where an object with these properties takes a prompt; undefined where it does not.
 * `kindOf` says the JSON type of a property's schema; `base` is a sample of the whole object.
 */
export function placeIn(
  properties: readonly string[],
  kindOf: (name: string) => string | undefined,
  base: Fields,
): PromptPlace | undefined {
  const named = (names: readonly string[]) => {
    const plain = (name: string) => name.toLowerCase();
    for (const wanted of names) {
      const found = properties.find((name) => plain(name) === plain(wanted));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const field = named(['messages']) ?? named(TEXT_FIELDS);
  if (field === undefined) return undefined;
  const kind = kindOf(field) === 'array' ? 'messages' : 'text';
  const systemField = named(SYSTEM_FIELDS);
  const maxTokensField = named(LIMIT_FIELDS);
  // The endpoint's own instruction, and nobody else's, is what is looked at.
  const { [field]: _text, [systemField ?? '']: _system, ...rest } = base;
  const quiet = named(['stream']);
  const cool = named(['temperature']);
  return {
    field,
    kind,
    ...(systemField ? { systemField } : {}),
    ...(maxTokensField ? { maxTokensField } : {}),
    base: { ...rest, ...(quiet ? { [quiet]: false } : {}), ...(cool ? { [cool]: 0 } : {}) },
  };
}
