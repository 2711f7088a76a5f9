import { isNode } from '../openapi/node.ts';
import type { Fields } from './llm-fields.ts';
import { first, list, textOf } from './llm-fields.ts';

/** What a streamed answer adds up to. */
export interface Joined {
  readonly text: string;
  /** Names of the tools that the model called. */
  readonly toolCalls: readonly string[];
  /** The event that counts tokens and names the model, where there is one. */
  readonly summary?: Fields;
}

interface Piece {
  readonly text: string;
  readonly calls: readonly string[];
  /** Repeats the whole at the end; counts only where nothing came before. */
  readonly whole: boolean;
}

/** The events of a stream: server-sent ones, a JSON object a line, or numbered parts; undefined for anything else. */
export function streamEvents(source: string): unknown[] | undefined {
  if (/^(?:event|data|id|retry)?:/m.test(source)) return eventData(source);
  const lines = source.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length > 0 && lines.every((line) => /^[0-9a-z]:["[{]/.test(line))) {
    // The first part of a line says what it is; `0` is text (AI SDK data stream protocol).
    return lines.flatMap((line) => (line.startsWith('0:') ? parsed(line.slice(2)) : []));
  }
  if (lines.length < 2 || !lines.every((line) => line.startsWith('{'))) return undefined;
  return lines.flatMap(parsed);
}

/** Server-sent events (WHATWG HTML section 9.2): the data of each, its lines joined, parsed where it is JSON. */
export function eventData(source: string): unknown[] {
  return source.split(/\r\n\r\n|\n\n|\r\r/).flatMap((event) => {
    const lines = [...event.matchAll(/^data:[ ]?(.*)$/gm)].map(([, data = '']) => data);
    if (lines.length === 0) return [];
    const whole = parsedOrText(lines.join('\n'));
    // Careless services leave the blank lines out: then each line is an event.
    return lines.length > 1 &&
      typeof whole === 'string' &&
      lines.every((line) => /^[{["]/.test(line) || line === DONE)
      ? lines.flatMap(wanted)
      : wanted(lines.join('\n'));
  });
}

const DONE = '[DONE]';

function wanted(data: string): unknown[] {
  return data === '' || data === DONE ? [] : [parsedOrText(data)];
}

/** Pure. One text of all the pieces, in whatever dialect they are. */
export function joinStream(events: readonly unknown[]): Joined {
  const pieces: Piece[] = [];
  let summary: Fields | undefined;
  for (const event of events) {
    const piece = pieceOf(event);
    const before = pieces.some(({ text }) => text !== '');
    pieces.push(piece.whole && before ? { ...piece, text: '' } : piece);
    const held = isNode(event) ? [event, event.response, event.message].filter(isNode) : [];
    summary = held.find(({ usage, usageMetadata }) => isNode(usage) || isNode(usageMetadata)) ?? summary;
  }
  return {
    text: joinTexts(pieces.map(({ text }) => text).filter((text) => text !== '')),
    toolCalls: [...new Set(pieces.flatMap(({ calls }) => calls))].filter((name) => name !== ''),
    ...(summary ? { summary } : {}),
  };
}

/** Some services send all that was said so far with each event. */
function joinTexts(texts: readonly string[]): string {
  const grows = texts.length > 2 && texts.every((text, at) => text.startsWith(texts[at - 1] ?? ''));
  return grows ? (texts.at(-1) ?? '') : texts.join('');
}

const TEXT_FIELDS = [
  'token',
  'text',
  'content',
  'response',
  'answer',
  'completion',
  'output',
  'generated_text',
  'message',
];

function pieceOf(event: unknown): Piece {
  if (typeof event === 'string') return { text: event, calls: [], whole: false };
  if (!isNode(event)) return { text: '', calls: [], whole: false };
  const type = String(event.type ?? event.event ?? '');
  // What a model thinks aloud is no answer.
  if (/reasoning|thinking/.test(type)) return { text: '', calls: [], whole: false };
  const whole = /(?:done|completed?|end|stop|final|finish)$/.test(type);
  const choice = first(event.choices);
  if (choice) {
    const part = [choice.delta, choice.message].find(isNode);
    return { text: textOf(part?.content ?? choice.text), calls: callsIn(part), whole };
  }
  const candidate = first(event.candidates);
  if (candidate) {
    const parts = list(isNode(candidate.content) ? candidate.content.parts : undefined);
    return {
      text: textOf(parts),
      calls: parts.map(({ functionCall: call }) => (isNode(call) ? textOf(call.name) : '')),
      whole,
    };
  }
  const block = [event.content_block, event.item].find(isNode);
  if (block) {
    const called = /tool_use$|_call$/.test(String(block.type));
    return { text: called ? '' : textOf(block.text), calls: called ? [textOf(block.name)] : [], whole };
  }
  const { delta } = event;
  if (typeof delta === 'string') return { text: /arguments|input/.test(type) ? '' : delta, calls: [], whole };
  if (isNode(delta)) return { text: textOf(delta.content ?? delta.text), calls: callsIn(delta), whole };
  const inner = [event.message, event.data].find(isNode);
  if (inner) return { text: fieldOf(inner), calls: callsIn(inner), whole };
  return { text: fieldOf(event), calls: callsIn(event), whole };
}

function fieldOf(value: Fields): string {
  for (const name of TEXT_FIELDS) {
    const held = value[name];
    const text = isNode(held) ? textOf(held.text ?? held.content) : textOf(held);
    if (text !== '') return text;
  }
  return '';
}

function callsIn(value: Fields | undefined): string[] {
  return list(value?.tool_calls).map(({ name, function: called }) =>
    textOf(name ?? (isNode(called) ? called.name : '')),
  );
}

function parsed(line: string): unknown[] {
  try {
    return [JSON.parse(line) as unknown];
  } catch {
    return [];
  }
}

function parsedOrText(data: string): unknown {
  return parsed(data)[0] ?? data;
}
