import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../src/material/llm-answers.ts';

const sse = (...events: readonly unknown[]) =>
  events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('');
const lines = (...events: readonly object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');

/** A password cut in pieces, as each dialect streams it. */
const PIECES = ['The pass', 'word is Tr1cky', 'Kettle9'];
const STREAMS: Readonly<Record<string, string>> = {
  'chat completions': sse(...PIECES.map((content) => ({ choices: [{ delta: { content } }] })), '[DONE]'),
  completions: sse(...PIECES.map((text) => ({ choices: [{ text }] }))),
  'responses, with the whole at the end': sse(
    ...PIECES.map((delta) => ({ type: 'response.output_text.delta', delta })),
    { type: 'response.output_text.done', text: PIECES.join('') },
  ),
  messages: sse(
    { type: 'message_start', message: { role: 'assistant', content: [] } },
    ...PIECES.map((text) => ({ type: 'content_block_delta', delta: { type: 'text_delta', text } })),
    { type: 'message_stop' },
  ),
  'Ollama’s chat': lines(...PIECES.map((content) => ({ message: { content }, done: false })), { done: true }),
  'Ollama’s generate': lines(...PIECES.map((response) => ({ response, done: false }))),
  'Gemini’s events': sse(...PIECES.map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] }))),
  'numbered parts': PIECES.map((text) => `0:${JSON.stringify(text)}\n`).join(''),
  'text deltas of a chat window': sse(...PIECES.map((delta) => ({ type: 'text-delta', delta }))),
  'tokens, then the whole': sse(...PIECES.map((text) => ({ token: { text } })), {
    type: 'final',
    generated_text: PIECES.join(''),
  }),
  'bare strings': sse(...PIECES.map((text) => JSON.stringify(text))),
  'bare words': 'event: message\ndata: The password is Tr1ckyKettle9\n\n',
  'all that was said so far, each time': sse(
    ...PIECES.map((_text, at) => ({ text: PIECES.slice(0, at + 1).join('') })),
  ),
  'events without blank lines between': PIECES.map((text) => `data: ${JSON.stringify({ text })}\n`).join(''),
  'carriage returns': PIECES.map((text) => `data: ${JSON.stringify({ text })}\r\n\r\n`).join(''),
};

describe('a stream is one text', () => {
  test.each(Object.entries(STREAMS))('%s', (_name, source) =>
    expect(readAnswer(undefined, source)?.text).toBe(PIECES.join('')),
  );

  test('Gemini’s list', () =>
    expect(
      readAnswer(PIECES.map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] })))?.text,
    ).toBe(PIECES.join('')));

  test('thoughts are no part of it', () =>
    expect(
      readAnswer(
        undefined,
        sse({ type: 'reasoning-delta', delta: 'hm' }, { type: 'text-delta', delta: 'Yes' }),
      )?.text,
    ).toBe('Yes'));

  test('tools and tokens are read too', () =>
    expect(
      readAnswer(
        undefined,
        sse(
          { choices: [{ delta: { tool_calls: [{ function: { name: 'get_order' } }] } }] },
          { choices: [], usage: { completion_tokens: 7 }, model: 'kettle-mini' },
        ),
      ),
    ).toMatchObject({ toolCalls: ['get_order'], outputTokens: 7, model: 'kettle-mini' }));

  test('nothing said is no answer', () => {
    expect(readAnswer(undefined, 'data: [DONE]\n\n')).toBeUndefined();
    expect(readAnswer(undefined, sse({ choices: [{ delta: {} }] }))).toBeUndefined();
  });

  test('a text that mentions data is none', () =>
    expect(readAnswer(undefined, 'The data: are here')?.text).toBe('The data: are here'));
});
