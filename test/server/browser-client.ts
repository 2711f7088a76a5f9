import { expect } from 'vitest';

/** A browser without script: it keeps cookies, follows where it is led, and sends the forms that pages hold. */
export interface Visitor {
  get(path: string): Promise<Seen>;
  /** Sends the form of that action in the page seen last, with these texts in place of its own. */
  send(action: string, texts?: Readonly<Record<string, string>>): Promise<Seen>;
  /** Sends what no page holds. */
  post(
    path: string,
    texts: Readonly<Record<string, string>>,
    headers?: Record<string, string>,
  ): Promise<Seen>;
  cookie(): string;
}

export interface Seen {
  readonly status: number;
  readonly path: string;
  readonly html: string;
  readonly headers: Headers;
}

export function visitorOf(url: string, more: Record<string, string> = {}): Visitor {
  const jar = new Map<string, string>();
  let last: Seen | undefined;
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  async function ask(path: string, init: RequestInit = {}): Promise<Seen> {
    const response = await fetch(`${url}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: cookie(), ...more, ...(init.headers as object) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const to = response.headers.get('location');
    if (response.status === 303 && to !== null) return await ask(to);
    last = { status: response.status, path, html: await response.text(), headers: response.headers };
    return last;
  }

  async function post(
    path: string,
    texts: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<Seen> {
    return await ask(path, {
      method: 'POST',
      body: new URLSearchParams(texts),
      headers: { origin: url, ...headers },
    });
  }

  return {
    get: (path) => ask(path),
    post,
    cookie,
    async send(action, texts = {}) {
      const form = formsOf(last?.html ?? '').find((one) => one.action === action);
      if (form === undefined) expect.fail(`${last?.path} has no form to ${action}`);
      return await post(action, { ...form.texts, ...texts });
    },
  };
}

function formsOf(html: string) {
  return [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', inner = '']) => ({
    action: attribute(head, 'action'),
    texts: Object.fromEntries(
      [...inner.matchAll(/<input([^>]*)>/g)]
        .filter(([, one = '']) => !/type="(checkbox|radio)"/.test(one) || / checked/.test(one))
        .map(([, one = '']) => [attribute(one, 'name'), attribute(one, 'value')]),
    ),
  }));
}

function attribute(text: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(text)?.[1] ?? '';
  return value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
