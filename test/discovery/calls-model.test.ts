import { expect, test } from 'vitest';
import { documented } from '../../lab/documented.ts';
import { callsModel } from '../../src/discovery/calls-model.ts';
import { loadSpec } from '../../src/openapi/load.ts';

const text = { type: 'string' };
const list = { type: 'array', items: { type: 'object' } };

/** Whether an operation whose body has these members is left alone without `--llm`. */
async function isModel(id: string, members: Readonly<Record<string, object>> = {}): Promise<boolean> {
  const schema = { type: 'object', properties: members };
  const isRead = id.startsWith('GET ');
  const described = isRead
    ? { parameters: Object.entries(members).map(([name, held]) => ({ name, in: 'query', schema: held })) }
    : Object.keys(members).length > 0
      ? { requestBody: { content: { 'application/json': { schema } } } }
      : {};
  const document = JSON.stringify(documented({ [id]: described }));
  const spec = await loadSpec({ uri: 'http://api.example/openapi.json', text: document });
  const [operation] = spec.operations;
  if (!operation) throw new Error(id);
  return callsModel(operation, spec);
}

const chat = { model: text, messages: list };

test.each([
  // By path alone: nothing else is called so.
  ...[
    'POST /v1/chat/completions',
    'POST /v1/completions',
    'POST /v1/embeddings',
    'POST /v1/images/generations',
    'POST /v1/images/edits',
    'POST /v1/images/variations',
    'POST /v1/audio/speech',
    'POST /v1/audio/transcriptions',
    'POST /v1/audio/translations',
    'POST /v1/fine_tuning/jobs',
    'POST /v1/messages',
    'POST /v1/messages/batches',
    'POST /v1/responses',
    'POST /v1/batches',
    'POST /v1beta/models/{model}:generateContent',
    'POST /v1beta/models/{model}:streamGenerateContent',
    'POST /v1beta/models/{model}:embedContent',
    'POST /v1beta/models/{model}:batchEmbedContents',
    'POST /models/{model}:predict',
  ].map((id) => [id, {}] as const),
  // By path, where no body is described, or one with a member that only a model is given.
  ['POST /chat', {}],
  ['POST /chat', { ...chat }],
  ['POST /api/chat', { message: text, temperature: { type: 'number' } }],
  ['POST /api/generate', { prompt: text }],
  ['POST /api/embed', { input: text }],
  ['POST /rerank', { model: text, documents: list, query: text }],
  ['POST /text-to-image', { prompt: text }],
  ['POST /text-to-speech', { text, voice: text }],
  ['POST /tts', { input: text }],
  ['POST /image-generation', { prompt: text, size: text }],
  ['POST /speech-to-text', {}],
  ['POST /transcribe', {}],
  ['POST /predict', { inputs: list }],
  ['POST /summarize', { text }],
  ['POST /ask-ai', { question: text }],
  ['POST /assistants', { model: text, instructions: text }],
  ['POST /ai/rewrite', { text }],
  ['POST /rag/query', { question: text }],
  ['POST /jobs/batches', { model: text, input: text }],
  // By body alone, whatever the path is called.
  ['POST /v2/do', chat],
  ['POST /v2/do', { prompt: text, max_tokens: { type: 'integer' } }],
  ['POST /v2/do', { model: text, input: text }],
  ['POST /v2/do', { model: text, texts: list }],
  ['GET /v2/say', { prompt: text }],
] as const)('%s %o has a model work', async (id, members) => expect(await isModel(id, members)).toBe(true));

test.each([
  // People who talk with each other: members of theirs, and none of a model's.
  ['POST /chat', { room: text, to: text, body: text }],
  ['POST /messages', { to: text, body: text }],
  ['POST /threads', { title: text, author: text }],
  ['POST /rooms/{id}/messages', { body: text, attachments: list }],
  // Things that are called models, runs and batches elsewhere.
  ['POST /models', { name: text, year: { type: 'integer' }, doors: { type: 'integer' } }],
  ['POST /cars', { model: text, colour: text }],
  ['POST /batches', { product: text, produced: text }],
  ['POST /runs', { distance: { type: 'number' }, shoe: text }],
  ['POST /reports/generate', { from: text, to: text }],
  ['POST /events', { name: text, n: { type: 'integer' } }],
  ['POST /recipes', { title: text, instructions: text }],
  ['GET /models', {}],
  ['GET /v1/models', {}],
  ['GET /chat', { limit: { type: 'integer' } }],
  ['GET /v1/batches', { after: text }],
  ['GET /search', { query: text }],
] as const)('%s %o calls none', async (id, members) => expect(await isModel(id, members)).toBe(false));
