import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const taking = (...properties: string[]) => ({
  requestBody: {
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: Object.fromEntries(properties.map((name) => [name, { type: 'string' }])),
        },
      },
    },
  },
});

/** By dialect: services that speak like language models, and what gives them away. */
export const models: readonly (readonly [dialect: string, path: string, lab: LabApp])[] = [
  [
    'openai',
    '/v1/chat/completions',
    {
      routes: new Hono().get('/v1/models', (c) =>
        c.json({ object: 'list', data: [{ id: 'small', object: 'model' }] }),
      ),
    },
  ],
  ['ollama', '/api/chat', { routes: new Hono().get('/', (c) => c.text('Ollama is running')) }],
  [
    'ollama',
    '/api/chat',
    { routes: new Hono().get('/api/tags', (c) => c.json({ models: [{ name: 'small', digest: 'ab12' }] })) },
  ],
  [
    'anthropic',
    '/v1/messages',
    {
      routes: new Hono().get('/v1/messages', (c) =>
        c.json(
          { type: 'error', error: { type: 'invalid_request_error', message: 'Method Not Allowed' } },
          405,
        ),
      ),
    },
  ],
  [
    'mcp',
    '/mcp',
    {
      routes: new Hono()
        .get('/', (c) => c.json({ links: ['/mcp'] }))
        .get('/mcp', (c) =>
          c.json(
            {
              jsonrpc: '2.0',
              error: { code: -32000, message: 'Not Acceptable: Client must accept text/event-stream' },
              id: null,
            },
            406,
          ),
        ),
    },
  ],
  [
    'langserve',
    '/chain/invoke',
    {
      openapi: documented({ 'POST /chain/invoke': taking('input', 'config'), 'GET /chain/input_schema': {} }),
      routes: new Hono(),
    },
  ],
  [
    'openai',
    '/proxy/chat/completions',
    {
      openapi: documented({ 'POST /proxy/chat/completions': taking('messages', 'model') }),
      routes: new Hono(),
    },
  ],
  [
    'generic',
    '/assistant/ask',
    { openapi: documented({ 'POST /assistant/ask': taking('question') }), routes: new Hono() },
  ],
  [
    'generic',
    '/generate',
    { openapi: documented({ 'POST /generate': taking('prompt', 'temperature') }), routes: new Hono() },
  ],
];

/** Sound like it, and are not. */
export const notModels: readonly (readonly [name: string, lab: LabApp])[] = [
  [
    'people chatting',
    { openapi: documented({ 'POST /chat/messages': taking('message', 'to') }), routes: new Hono() },
  ],
  [
    'a list of car models',
    { routes: new Hono().get('/v1/models', (c) => c.json([{ id: 1, name: 'Beetle' }])) },
  ],
  ['a catch-all that answers 200', { routes: new Hono().all('*', (c) => c.json({ ok: true })) }],
  [
    'mail at /v1/messages',
    { routes: new Hono().get('/v1/messages', (c) => c.json([{ id: 1, subject: 'Hi' }])) },
  ],
  [
    'a workflow engine',
    { openapi: documented({ 'POST /jobs/invoke': taking('input') }), routes: new Hono() },
  ],
];
