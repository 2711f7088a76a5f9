import { readFileSync } from 'node:fs';
import { Agent, FormData, fetch, type RequestInit } from 'undici';
import type { Framework } from './guide-fleet-apps.ts';
import { loginOf, type User } from './guide-fleet-scan.ts';
import type { Verdict } from './guide-fleet-verdicts.ts';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: { get(name: string): string | null };
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the app sent; a check that reads what is not there fails
  readonly body: any;
}

type Ask = (
  request: string,
  sent?: { as?: string; json?: unknown; raw?: string; form?: FormData; headers?: Record<string, string> },
) => Promise<Answer>;

/** That a fixed app still does its work: a service that refuses everybody has no findings either. */
export async function judgeContract(
  { without = {} }: Framework,
  { url, plain, ca }: { url: string; plain: string; ca: string },
): Promise<Verdict[]> {
  const dispatcher = new Agent({ connect: { ca: readFileSync(ca) } });
  const ask = asker(url, dispatcher);
  const tokens = {} as Record<User, string>;
  for (const user of ['alice', 'bob', 'root'] as const) {
    tokens[user] = (await ask('POST /login', { json: loginOf(user) })).body?.token;
  }
  const verdicts: Verdict[] = [];
  for (const [what, check] of Object.entries({
    ...CHECKS,
    ...(Object.hasOwn(without, 'graphql-limits') ? {} : GRAPHQL),
  })) {
    const fault = await check({ ask, tokens, plain }).catch((error) =>
      error instanceof Error ? error.message : String(error),
    );
    verdicts.push({ what: `fixed, contract: ${what}`, fault: fault ?? undefined });
  }
  await dispatcher.close();
  return verdicts;
}

function asker(origin: string, dispatcher: Agent): Ask {
  return async (request, { as, json, raw, form, headers = {} } = {}) => {
    const [method = 'GET', path = '/'] = request.split(' ');
    const init: RequestInit = { method, dispatcher, redirect: 'manual' };
    const body = form ?? raw ?? (json === undefined ? undefined : JSON.stringify(json));
    init.headers = {
      ...(as ? { Authorization: `Bearer ${as}` } : {}),
      ...(body !== undefined && !form ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    };
    if (body !== undefined) init.body = body;
    const answer = await fetch(`${origin}${path}`, init);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const type = answer.headers.get('content-type') ?? '';
    return {
      status: answer.status,
      type,
      headers: answer.headers,
      bytes,
      body: type.includes('json') ? parsed(bytes) : undefined,
    };
  };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

interface Facts {
  readonly ask: Ask;
  readonly tokens: Readonly<Record<User, string>>;
  readonly plain: string;
}

/** What is wrong, or nothing. */
type Check = (facts: Facts) => Promise<string | undefined>;

function must(answer: Answer, ...statuses: readonly number[]): void {
  if (!statuses.includes(answer.status)) {
    throw new Error(
      `${answer.status} in place of ${statuses.join(' or ')}: ${answer.bytes.toString().slice(0, 200)}`,
    );
  }
}

function mustBeProblem(answer: Answer, ...statuses: readonly number[]): void {
  must(answer, ...statuses);
  if (!answer.type.startsWith('application/problem+json'))
    throw new Error(`${answer.status} as ${answer.type}`);
  if (answer.body?.status !== answer.status)
    throw new Error(`status ${answer.body?.status} in a ${answer.status}`);
}

const NOTE = { title: 'Shopping', body: 'Milk and bread' };
const GONE = '00000000-0000-4000-8000-000000000000';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const SIGNATURE_LENGTH = 8;
const PNG_SIGNATURE = PNG.subarray(0, SIGNATURE_LENGTH);

function fileForm(bytes: Buffer, name: string, type: string): FormData {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
  return form;
}

const CHECKS: Readonly<Record<string, Check>> = {
  'login and token': async ({ ask, tokens }) => {
    must(await ask('GET /me', { as: tokens.alice }), 200);
    mustBeProblem(await ask('GET /me'), 401);
    must(await ask('GET /me', { as: `${tokens.alice.slice(0, -4)}AAAA` }), 401);
    mustBeProblem(
      await ask('POST /login', { json: { ...loginOf('alice'), password: 'wrong-Passw0rd-1' } }),
      401,
    );
    return undefined;
  },
  registration: async ({ ask }) => {
    const json = { username: 'carol', password: 'carol-Passw0rd-4' };
    must(await ask('POST /register', { json }), 201);
    must(await ask('POST /register', { json }), 409);
    must(await ask('POST /login', { json }), 200);
    return undefined;
  },
  notes: async ({ ask, tokens: { alice, bob } }) => {
    const made = await ask('POST /notes', { as: alice, json: NOTE });
    must(made, 201);
    const path = `/notes/${made.body.id}`;
    must(await ask(`PUT ${path}`, { as: alice, json: { ...NOTE, title: 'Groceries' } }), 200);
    const read = await ask(`GET ${path}`, { as: alice });
    must(read, 200);
    if (read.body.title !== 'Groceries') return `the title is ${read.body.title} after PUT`;
    if (
      !(await ask('GET /notes/search?q=groc', { as: alice })).body.some(
        ({ id }: { id: string }) => id === made.body.id,
      )
    )
      return 'the search does not find it';
    if ((await ask('GET /notes', { as: bob })).body.some(({ id }: { id: string }) => id === made.body.id))
      return 'it is listed for bob';
    mustBeProblem(await ask(`GET ${path}`, { as: bob }), 404);
    must(await ask(`PUT ${path}`, { as: bob, json: NOTE }), 404);
    must(await ask(`DELETE ${path}`, { as: bob }), 404);
    must(await ask(`DELETE ${path}`, { as: alice }), 204);
    mustBeProblem(await ask(`GET ${path}`, { as: alice }), 404);
    return undefined;
  },
  'own account': async ({ ask, tokens: { alice } }) => {
    must(await ask('PATCH /me', { as: alice, json: { name: 'Alice A.' } }), 200);
    mustBeProblem(
      await ask('PATCH /me', { as: alice, json: { name: 'Eve', role: 'admin', credits: 100 } }),
      400,
    );
    const { body } = await ask('GET /me', { as: alice });
    return body.name === 'Alice A.' && body.role === 'user' ? undefined : `GET /me: ${JSON.stringify(body)}`;
  },
  administration: async ({ ask, tokens: { alice, root } }) => {
    must(await ask('GET /admin/users', { as: root }), 200);
    mustBeProblem(await ask('GET /admin/users', { as: alice }), 403);
    mustBeProblem(await ask('POST /admin/announcements', { as: alice, json: { text: 'Hello' } }), 403);
    const made = await ask('POST /admin/announcements', { as: root, json: { text: 'Hello' } });
    must(made, 201);
    mustBeProblem(await ask(`DELETE /admin/announcements/${made.body.id}`, { as: alice }), 403);
    must(await ask(`DELETE /admin/announcements/${made.body.id}`, { as: root }), 204);
    return undefined;
  },
  lookup: async ({ ask, tokens: { alice } }) => {
    const found = await ask('GET /tools/lookup?host=localhost', { as: alice });
    must(found, 200);
    if (!/127\.0\.0\.1|::1/.test(found.body.output)) return `output: ${found.body.output}`;
    for (const host of ['localhost;id', '-h', '$(id)']) {
      mustBeProblem(await ask(`GET /tools/lookup?host=${encodeURIComponent(host)}`, { as: alice }), 400);
    }
    return undefined;
  },
  previews: async ({ ask, tokens: { alice }, plain }) => {
    for (const url of [
      plain,
      'https://127.0.0.1/',
      'https://localhost/',
      'https://[::ffff:127.0.0.1]/',
      'file:///etc/passwd',
    ]) {
      mustBeProblem(await ask('POST /previews', { as: alice, json: { url } }), 400);
    }
    return undefined;
  },
  avatars: async ({ ask, tokens: { alice, bob } }) => {
    const made = await ask('POST /avatars', { as: alice, form: fileForm(PNG, '../evil.html', 'text/html') });
    must(made, 201);
    const read = await ask(`GET ${made.body.url}`, { as: alice });
    must(read, 200);
    // A service may write the picture anew.
    if (read.type !== 'image/png' || !read.bytes.subarray(0, SIGNATURE_LENGTH).equals(PNG_SIGNATURE))
      return `read back as ${read.type}, ${read.bytes.length} bytes`;
    must(await ask(`DELETE ${made.body.url}`, { as: bob }), 404);
    must(await ask(`DELETE ${made.body.url}`, { as: alice }), 204);
    must(await ask(`GET ${made.body.url}`, { as: alice }), 404);
    if (read.headers.get('x-content-type-options') !== 'nosniff') return 'no nosniff';
    if (!read.headers.get('content-disposition')?.startsWith('attachment')) return 'no attachment';
    mustBeProblem(
      await ask('POST /avatars', {
        as: alice,
        form: fileForm(Buffer.from('<script>'), 'a.png', 'image/png'),
      }),
      400,
      415,
    );
    const huge = Buffer.concat([PNG, Buffer.alloc(1_500_000)]);
    must(await ask('POST /avatars', { as: alice, form: fileForm(huge, 'a.png', 'image/png') }), 400, 413);
    return undefined;
  },
  errors: async ({ ask, tokens: { alice } }) => {
    mustBeProblem(await ask('POST /notes', { as: alice, raw: '{"title": ' }), 400);
    mustBeProblem(await ask('POST /notes', { as: alice, json: {} }), 400);
    mustBeProblem(await ask('POST /notes', { as: alice, json: { ...NOTE, owner: GONE } }), 400);
    mustBeProblem(await ask('POST /notes', { as: alice, json: { ...NOTE, title: 'x'.repeat(201) } }), 400);
    mustBeProblem(await ask('GET /notes?limit=1000', { as: alice }), 400);
    mustBeProblem(await ask("GET /notes/'", { as: alice }), 400, 404);
    mustBeProblem(await ask(`GET /notes/${GONE}`, { as: alice }), 404);
    mustBeProblem(await ask('GET /no/such/thing', { as: alice }), 404);
    return undefined;
  },
  limits: async ({ ask, tokens: { alice } }) => {
    const { headers } = await ask('GET /me', { as: alice });
    const announced = ['ratelimit-limit', 'ratelimit', 'x-ratelimit-limit'].some((name) => headers.get(name));
    if (!announced) return 'no RateLimit header';
    for (let attempt = 1; attempt <= 15; attempt += 1) {
      const json = { username: 'carol', password: `wrong-Passw0rd-${attempt}` };
      const answer = await ask('POST /login', {
        json,
        headers: { 'X-Forwarded-For': `198.51.100.${attempt}` },
      });
      if (answer.status === 401) continue;
      mustBeProblem(answer, 429);
      if (!answer.headers.get('retry-after')) return '429 without Retry-After';
      must(await ask('POST /login', { json: loginOf('bob') }), 200);
      return undefined;
    }
    return '15 wrong passwords for one account were all checked';
  },
  'origins and headers': async ({ ask, tokens: { alice } }) => {
    const from = async (Origin: string) =>
      (await ask('GET /me', { as: alice, headers: { Origin } })).headers.get('access-control-allow-origin');
    if ((await from('https://app.example.com')) !== 'https://app.example.com')
      return 'https://app.example.com is not allowed';
    const other = await from('https://app.example.com.evil.example');
    if (other !== null && other !== 'https://app.example.com') return `${other} is allowed`;
    const login = await ask('POST /login', { json: loginOf('alice') });
    const cookie = login.headers.get('set-cookie') ?? '';
    if (!/^__Host-session=/.test(cookie)) return `cookie: ${cookie}`;
    return undefined;
  },
  'https only': async ({ ask, plain }) => {
    const answer = await asker(plain, new Agent())('GET /');
    must(answer, 301, 308);
    if (!answer.headers.get('location')?.startsWith('https://'))
      return `to ${answer.headers.get('location')}`;
    const secure = await ask('GET /');
    must(secure, 200);
    return secure.headers.get('strict-transport-security') ? undefined : 'no Strict-Transport-Security';
  },
};

const GRAPHQL: Readonly<Record<string, Check>> = {
  GraphQL: async ({ ask, tokens: { alice } }) => {
    const query = (query: string) => ask('POST /graphql', { as: alice, json: { query } });
    const plain = await query('{ notes { id title author { name } } }');
    must(plain, 200);
    if (!Array.isArray(plain.body?.data?.notes)) return `no notes: ${plain.bytes.toString().slice(0, 200)}`;
    const deep = await query(
      `{ notes { author { ${'notes { author { '.repeat(6)}name${' } }'.repeat(6)} } } }`,
    );
    if (deep.body?.data?.notes) return 'fourteen levels were served';
    const schema = await query('{ __schema { types { name } } }');
    return schema.body?.data?.__schema ? 'introspection was served' : undefined;
  },
};
