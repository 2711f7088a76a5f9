import type { Context } from 'hono';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import type { HeardTurn, Personality, Weakness } from './fake-model.ts';
import { fakeAnswer } from './fake-model.ts';

/** Declines what is off its topic, and falls for this. */
export const falling = (...weaknesses: readonly Weakness[]): Personality => ({ obliging: false, weaknesses });
/** Does what it is asked, keeps to system messages, and falls for this. */
export const obliging = (...weaknesses: readonly Weakness[]): Personality => ({ obliging: true, weaknesses });
/** Everything that can go wrong in one model. */
export const GULLIBLE: readonly Weakness[] = [
  'override',
  'persona',
  'encoded',
  'indirect',
  'exfiltration',
  'multi-turn',
  'few-shot',
  'nested',
  'split-token',
  'system',
  'markup',
  'leak',
  'tools',
  'personal-data',
  'secret',
  'identity',
];
export const HARDENED = falling();
export const QUOTING: Personality = {
  ...HARDENED,
  declines: 'I cannot do this: "{}". Ask me about kettles.',
};
/** Speaks of itself and to the user in the words that leaks are made of. */
export const POLITE: Personality = {
  ...HARDENED,
  declines:
    'You are welcome! I am an AI assistant for kettles. I never share my instructions, but you can always ask me about descaling, and if you are an expert I will go into detail.',
};

export interface ServiceOptions {
  /** Asked for as a bearer token where given. */
  readonly token?: string;
  /** Set on every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Merged into every answer. */
  readonly more?: object;
  /** After this many prompts, nothing but this status. */
  readonly until?: { readonly prompts: number; readonly status: number };
}

type Body = Record<string, unknown>;
type Reply = (body: Body, answer: (turns: readonly HeardTurn[]) => string, c: Context) => object | Response;

function service(paths: Readonly<Record<string, Reply>>, personality: Personality, options: ServiceOptions) {
  const app = new Hono();
  app.use(async (c, next) => {
    if (options.token && c.req.header('authorization') !== `Bearer ${options.token}`)
      return c.json({ error: { type: 'authentication_error', message: 'No API key provided.' } }, 401);
    await next();
    for (const [name, value] of Object.entries(options.headers ?? {})) c.res.headers.set(name, value);
    return undefined;
  });
  let prompts = 0;
  for (const [path, reply] of Object.entries(paths)) {
    app.post(path, async (c) => {
      prompts += 1;
      if (options.until && prompts > options.until.prompts)
        return c.json({ error: 'too many' }, options.until.status as 429);
      const body = (await c.req.json()) as Body;
      const answered = reply(body, (turns) => fakeAnswer(personality, turns), c);
      return answered instanceof Response ? answered : c.json({ ...answered, ...options.more });
    });
    app.get(path, (c) =>
      c.json({ error: { type: 'invalid_request_error', message: 'Use POST.' } }, 405, { Allow: 'POST' }),
    );
  }
  return app;
}

const turnsOf = (messages: unknown): HeardTurn[] =>
  (Array.isArray(messages) ? messages : []).map(({ role, type, content, text, parts }) => ({
    role: role ?? ({ human: 'user', ai: 'assistant' } as Record<string, string>)[type] ?? type,
    text: content ?? text ?? parts?.[0]?.text ?? '',
  }));
const alone = (text: unknown): HeardTurn[] => [{ role: 'user', text: String(text) }];
const told = (text: unknown): HeardTurn[] => (text ? [{ role: 'system', text: String(text) }] : []);
const usage = { prompt_tokens: 20, completion_tokens: 9, total_tokens: 29 };

/** OpenAI's chat completions. Checks the limit as upstream does, where told to. */
export function openai(
  personality: Personality,
  options: ServiceOptions & { limit?: 'checked' | 'read' } = {},
): LabApp {
  const app = service(
    {
      '/v1/chat/completions': ({ messages, model, max_tokens: limit }, answer, c) => {
        const bad = typeof limit !== 'number' || (options.limit === 'checked' && limit > 4_096);
        if (options.limit && bad)
          return c.json(
            { error: { type: 'invalid_request_error', message: 'max_tokens is too large' } },
            400,
          );
        const forced =
          personality.weaknesses.includes('agency') &&
          /Call one of your tools/.test(JSON.stringify(messages));
        const calls = {
          tool_calls: [{ type: 'function', function: { name: 'get_order', arguments: '{}' } }],
        };
        return {
          object: 'chat.completion',
          model,
          choices: [
            {
              index: 0,
              message: {
                role: 'assistant',
                content: forced ? null : answer(turnsOf(messages)),
                ...(forced ? calls : {}),
              },
            },
          ],
          usage,
        };
      },
    },
    personality,
    options,
  );
  app.get('/v1/models', (c) => c.json({ object: 'list', data: [{ id: 'kettle-mini', object: 'model' }] }));
  return { routes: app };
}

/** One service for each dialect but OpenAI's, with its target path. */
export const DIALECTS: Readonly<Record<string, (personality: Personality) => LabApp>> = {
  'openai responses': (personality) => ({
    openapi: documented({
      'POST /v1/responses': takes({ input: { type: 'string' }, model: { type: 'string', default: 'm' } }),
    }),
    routes: service(
      {
        '/v1/responses': ({ input, instructions }, answer) => ({
          output: [
            {
              type: 'message',
              content: [{ type: 'output_text', text: answer([...told(instructions), ...turnsOf(input)]) }],
            },
          ],
          usage: { input_tokens: 20, output_tokens: 9 },
        }),
      },
      personality,
      {},
    ),
  }),
  anthropic: (personality) => ({
    routes: service(
      {
        '/v1/messages': ({ messages, system, max_tokens: limit }, answer, c) =>
          typeof limit !== 'number' || !c.req.header('anthropic-version')
            ? c.json({ type: 'error', error: { type: 'invalid_request_error', message: 'max_tokens' } }, 400)
            : {
                type: 'message',
                role: 'assistant',
                content: [{ type: 'text', text: answer([...told(system), ...turnsOf(messages)]) }],
                usage: { input_tokens: 20, output_tokens: 9 },
              },
      },
      personality,
      {},
    ),
  }),
  'ollama chat': (personality) => {
    const app = service(
      {
        '/api/chat': ({ model, messages, stream }, answer, c) =>
          model !== 'llama3.2:1b' || stream !== false
            ? c.json({ error: 'model not found' }, 404)
            : {
                model,
                message: { role: 'assistant', content: answer(turnsOf(messages)) },
                done: true,
                eval_count: 9,
              },
      },
      personality,
      {},
    );
    app.get('/api/tags', (c) => c.json({ models: [{ name: 'llama3.2:1b', digest: 'ab12' }] }));
    return { routes: app.get('/', (c) => c.text('Ollama is running')) };
  },
  gemini: (personality) => {
    const path = '/v1beta/models/gemini-small:generateContent';
    const app = service({}, personality, {});
    app.post('/v1beta/models/:call', async (c) => {
      const { contents, systemInstruction } = (await c.req.json()) as {
        contents: unknown;
        systemInstruction?: { parts: { text: string }[] };
      };
      const turns = [...told(systemInstruction?.parts[0]?.text), ...turnsOf(contents)].map(
        ({ role, text }) => ({ role: role === 'model' ? 'assistant' : role, text }),
      );
      return c.req.path === path
        ? c.json({
            candidates: [{ content: { role: 'model', parts: [{ text: fakeAnswer(personality, turns) }] } }],
            usageMetadata: { promptTokenCount: 20, candidatesTokenCount: 9 },
          })
        : c.notFound();
    });
    app.get('/v1beta/models', (c) =>
      c.json({ models: [{ name: 'models/gemini-small', supportedGenerationMethods: ['generateContent'] }] }),
    );
    return {
      openapi: documented({ 'GET /v1beta/models': {} }),
      routes: app,
    };
  },
  langserve: (personality) => {
    const app = service(
      {
        '/chain/invoke': ({ input }, answer) => ({
          output: { content: answer(alone((input as { question: string }).question)) },
          metadata: { run_id: '1' },
        }),
      },
      personality,
      {},
    );
    app.get('/chain/input_schema', (c) =>
      c.json({ type: 'object', properties: { question: { type: 'string' } }, required: ['question'] }),
    );
    app.get('/chain/playground/', (c) =>
      c.html('<!doctype html><title>Playground</title><div id="root">LangServe</div>'),
    );
    return {
      openapi: documented({
        'POST /chain/invoke': takes({ input: { type: 'object' }, config: {} }),
        'GET /chain/input_schema': {},
      }),
      routes: app,
    };
  },
  generic: (personality) => generic(personality),
};

const takes = (properties: object) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
});

/** A shop's own assistant: one field in, one out. */
export function generic(personality: Personality, options: ServiceOptions = {}): LabApp {
  return {
    openapi: documented({ 'POST /assistant/ask': takes({ question: { type: 'string' } }) }),
    routes: service(
      { '/assistant/ask': ({ question }, answer) => ({ answer: answer(alone(question)) }) },
      personality,
      options,
    ),
  };
}

/** Several assistants side by side; each asks for a credential but the last. */
export function lastOpen(personality: Personality, many: number): LabApp {
  const paths = Array.from({ length: many }, (_none, at) => `/assistant-${at + 1}/ask`);
  const last = paths.at(-1);
  const reply: Reply = ({ question }, answer, c) =>
    c.req.path === last
      ? { answer: answer(alone(question)) }
      : c.json({ error: { type: 'authentication_error', message: 'No API key provided.' } }, 401);
  return {
    openapi: documented(
      Object.fromEntries(paths.map((path) => [`POST ${path}`, takes({ question: { type: 'string' } })])),
    ),
    routes: service(Object.fromEntries(paths.map((path) => [path, reply])), personality, {}),
  };
}

/** The same, answering with HTML for a chat window, escaped or not. */
export function inHtml(personality: Personality, escaped: boolean): LabApp {
  return {
    openapi: documented({ 'POST /assistant/ask': takes({ question: { type: 'string' } }) }),
    routes: service(
      {
        '/assistant/ask': ({ question }, answer, c) => {
          const said = answer(alone(question));
          return c.html(`<p>${escaped ? said.replace(/</g, '&lt;') : said}</p>`);
        },
      },
      personality,
      {},
    ),
  };
}

/** Gives back what it gets, whole. */
export const echo: LabApp = {
  openapi: documented({ 'POST /assistant/ask': takes({ question: { type: 'string' } }) }),
  routes: new Hono().post('/assistant/ask', async (c) => {
    const { question } = (await c.req.json()) as { question: string };
    return c.json({ answer: question });
  }),
};
/** Sounds like one, and is a mailbox. */
export const mailbox: LabApp = {
  openapi: documented({ 'POST /assistant/ask': takes({ question: { type: 'string' } }) }),
  routes: new Hono().post('/assistant/ask', (c) => c.json({ id: 7, status: 'queued' }, 202)),
};
/** No model at all. */
export const shop: LabApp = { routes: new Hono().get('/', (c) => c.json({ shop: 'Kettle & Co' })) };

/** MCP over HTTP with these tools; for holders of the token where one is given. */
export function mcp(tools: readonly string[], token?: string): LabApp {
  const say = (result: unknown, id: unknown) => ({ jsonrpc: '2.0', id, result });
  const routes = new Hono()
    .get('/', (c) => c.json({ links: ['/mcp'] }))
    .get('/mcp', (c) =>
      c.json(
        {
          jsonrpc: '2.0',
          error: { code: -32000, message: 'Method not allowed: accept text/event-stream' },
          id: null,
        },
        405,
      ),
    )
    .post('/mcp', async (c) => {
      if (token && c.req.header('authorization') !== `Bearer ${token}`)
        return c.json({ error: 'unauthorized' }, 401);
      const { method, id } = (await c.req.json()) as { method: string; id: number };
      if (method === 'initialize') {
        c.header('Mcp-Session-Id', 's1');
        return c.json(say({ protocolVersion: '2025-03-26', capabilities: { tools: {} } }, id));
      }
      if (c.req.header('mcp-session-id') !== 's1') return c.json({ error: 'no session' }, 400);
      const result = say({ tools: tools.map((name) => ({ name, inputSchema: {} })) }, id);
      return c.body(`event: message\ndata: ${JSON.stringify(result)}\n\n`, 200, {
        'Content-Type': 'text/event-stream',
      });
    });
  return { routes };
}
