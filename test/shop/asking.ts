import { randomUUID } from 'node:crypto';
import type { Shop } from '../../lab/shop/shop.ts';
import { openCallbackListener } from '../../src/http/callback-listener.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into member by member
  readonly json: any;
}

export interface Asked {
  /** Name of a seeded user, or a token; nobody where left out. */
  readonly as?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly file?: File;
  readonly xml?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks a served shop as its users do. */
export interface Asking {
  readonly shop: Shop;
  ask(operation: string, asked?: Asked): Promise<Answer>;
  /** A new user, logged in. */
  register(more?: object): Promise<{ email: string; password: string; token: string; answer: Answer }>;
  graphql(query: string, as?: string): Promise<Answer>;
  /** Whether the shop fetched the address that was asked for. */
  fetches(asks: (url: string) => Promise<unknown>): Promise<boolean>;
}

export const PASSWORD = 'quiet-Heron-48';

export function askingOf(url: string, shop: Shop): Asking {
  const ask: Asking['ask'] = async (operation, { as, token, body, form, file, xml, headers = {} } = {}) => {
    const [method = 'GET', path = '/'] = operation.split(' ');
    const session = token ?? (as === undefined ? undefined : shop.tokenOf(as));
    const sent = sending(body, form, file, xml);
    const answer = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: { ...(session ? { Authorization: `Bearer ${session}` } : {}), ...sent.headers, ...headers },
      ...(sent.body === undefined ? {} : { body: sent.body }),
    });
    const text = await answer.text();
    return { status: answer.status, text, headers: answer.headers, json: parsed(text) };
  };
  return {
    shop,
    ask,
    async register(more = {}) {
      const email = `guest-${randomUUID()}@tern-mail.net`;
      const answer = await ask('POST /auth/register', {
        body: { email, password: PASSWORD, name: 'Guest', ...more },
      });
      const login = await ask('POST /auth/login', { body: { email, password: PASSWORD } });
      return { email, password: PASSWORD, token: login.json?.token ?? '', answer };
    },
    graphql: (query, as) => ask('POST /graphql', { body: { query }, ...(as ? { as } : {}) }),
    async fetches(asks) {
      const listener = await openCallbackListener();
      try {
        await asks(listener.urlFor('shown'));
        return await listener.received('shown', 20);
      } finally {
        await listener.close();
      }
    },
  };
}

function sending(
  body: unknown,
  form?: Readonly<Record<string, string>>,
  file?: File,
  xml?: string,
): { body?: string | URLSearchParams | FormData; headers: Record<string, string> } {
  if (xml !== undefined) return { body: xml, headers: { 'Content-Type': 'application/xml' } };
  if (form) return { body: new URLSearchParams(form), headers: {} };
  if (file) {
    const data = new FormData();
    data.append('file', file);
    return { body: data, headers: {} };
  }
  if (body === undefined) return { headers: {} };
  return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By the name of its switch: asks for the flaw, and says whether it showed. */
export type Shows = Readonly<Record<string, (asking: Asking) => Promise<boolean>>>;

/** Another user is served what the path names. */
export const servedTo =
  (operation: string, as?: string) =>
  async ({ ask }: Asking): Promise<boolean> =>
    (await ask(operation, as ? { as } : {})).status === 200;

/** Another user's write is carried out. */
export const takenFrom =
  (operation: string, as: string | undefined, body?: unknown) =>
  async ({ ask }: Asking): Promise<boolean> =>
    (await ask(operation, { ...(as ? { as } : {}), body })).status < 300;
