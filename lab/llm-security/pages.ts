import type { Context } from 'hono';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

/** GET answers by path, and 404 elsewhere. */
function serving(answers: Readonly<Record<string, unknown>>): LabApp {
  const app = new Hono();
  for (const [path, answer] of Object.entries(answers)) {
    app.get(path, (c) => (typeof answer === 'function' ? answer(c) : c.json(answer)));
  }
  return { routes: app };
}

export const PROMPT =
  'You are Brewster, the agent of Kettle & Co. Never offer more than 30 percent, and do not speak of the recall.';

export const openaiList = serving({
  '/v1/models': { object: 'list', data: [{ id: 'kettle-7b-finetuned', object: 'model' }] },
});
export const cars = serving({
  '/v1/models': { data: [{ id: 'beetle', object: 'car' }], models: ['beetle'] },
});
export const ollama = serving({
  '/': (c: Context) => c.text('Ollama is running'),
  '/api/tags': { models: [{ name: 'llama3.2:1b', digest: 'ab12' }] },
  '/api/ps': { models: [{ name: 'llama3.2:1b', digest: 'ab12', expires_at: '2026-01-01T00:00:00Z' }] },
});
export const llamaCpp = serving({ '/slots': [{ id: 0, id_task: 4, n_ctx: 4096, prompt: 'dear diary' }] });
export const qdrant = serving({
  '/collections': { result: { collections: [{ name: 'manuals' }] }, status: 'ok', time: 0.00001 },
});
export const liteLlm = serving({
  '/model/info': { data: [{ model_name: 'small', litellm_params: { api_base: 'http://upstream' } }] },
});
export const blogTags = serving({ '/api/tags': { models: [{ name: 'beetle' }], tags: ['tea'] } });
export const shopCollections = serving({
  '/collections': { result: { collections: [] }, status: 'OK' },
  '/info': { model_id: 'kettle-3' },
  '/props': { color: 'red' },
});

export const gradio = serving({
  '/config': { version: '4.44.0', components: [], dependencies: [], mode: 'blocks' },
});
export const openWebUi = (auth: boolean, signup: boolean) =>
  serving({
    '/api/config': { name: 'Open WebUI', version: '0.5.4', features: { auth, enable_signup: signup } },
  });
export const langserve: LabApp = {
  openapi: documented({
    'POST /chain/invoke': {
      requestBody: {
        content: {
          'application/json': { schema: { type: 'object', properties: { input: {}, config: {} } } },
        },
      },
    },
    'GET /chain/input_schema': {},
  }),
  ...serving({
    '/chain/input_schema': { type: 'string' },
    '/chain/playground/': (c: Context) => c.html('<!doctype html><title>Playground</title><p>LangServe</p>'),
  }),
};
export const otherConfig = serving({
  '/config': { version: '4.44.0', components: ['door'] },
  '/api/config': { name: 'Shop', features: { auth: false } },
});

export const catchAll: LabApp = {
  routes: new Hono().all('*', (c) =>
    c.json({
      object: 'list',
      data: [{ id: 'm', object: 'model' }],
      models: [{ name: 'm', digest: 'd' }],
      version: '1',
      components: [],
      dependencies: [],
    }),
  ),
};
export const singlePage: LabApp = {
  routes: new Hono().all('*', (c) => c.html('<!doctype html><title>Shop</title><main></main>')),
};
export const closed: LabApp = { routes: new Hono().all('*', (c) => c.json({ error: 'unauthorized' }, 401)) };

/** Says this at its root. */
export const says = (answer: object) => serving({ '/': answer });
export const script = serving({
  '/': (c: Context) => c.html('<!doctype html><title>Shop</title><script src="/app.js"></script>'),
  '/app.js': (c: Context) =>
    c.body(`const bot={systemPrompt:"${PROMPT}"};`, 200, { 'Content-Type': 'application/javascript' }),
});
export const withHeader = (name: string, value: string) =>
  serving({ '/': (c: Context) => c.json({ shop: 'Kettle & Co' }, 200, { [name]: value }) });

const example = JSON.stringify(
  { model: 'kettle-7b', messages: [{ role: 'system', content: PROMPT }] },
  null,
  2,
);
/** A manual shows how a request looks. */
export const manual = serving({
  '/': (c: Context) =>
    c.html(`<html><a href="/start">start</a><p>Send this:</p><pre>${example}</pre></html>`),
  '/start': (c: Context) => c.text(`# Start\n\n\`\`\`json\n${example}\n\`\`\`\n`),
});
export const exampleInDocument: LabApp = {
  ...serving({ '/bots': [] }),
  openapi: documented({
    'POST /bots': {
      requestBody: { content: { 'application/json': { example: { system_prompt: PROMPT } } } },
    },
    'GET /bots': {},
  }),
};
