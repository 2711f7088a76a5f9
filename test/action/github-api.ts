import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Comment {
  readonly id: number;
  body: string;
  readonly html_url: string;
  readonly user: { readonly type: string };
  readonly author_association: string;
}

export interface GitHubApi {
  readonly url: string;
  readonly comments: Comment[];
  /** `METHOD path` of every request so far. */
  readonly asked: string[];
  readonly tokens: Set<string>;
  /** Status that every write is refused with. */
  refuseWrites?: number;
  close(): Promise<void>;
}

/** A stand-in for the part of GitHub's REST API that comments need, with its pages and its refusals. */
export async function serveGitHubApi(before: readonly Partial<Comment>[] = []): Promise<GitHubApi> {
  const comments: Comment[] = [];
  const add = (given: Partial<Comment>) => {
    const id = 1000 + comments.length;
    const comment = {
      id,
      body: '',
      html_url: `https://github.example/acme/shop/pull/7#issuecomment-${id}`,
      user: { type: 'Bot' },
      author_association: 'NONE',
      ...given,
    };
    comments.push(comment);
    return comment;
  };
  before.forEach(add);
  const server = createServer(async (request, response) => {
    const answer = (status: number, value: unknown, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(value));
    const url = new URL(request.url ?? '', 'http://x');
    api.asked.push(`${request.method} ${url.pathname}`);
    api.tokens.add(String(request.headers.authorization));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    if (request.method !== 'GET' && api.refuseWrites) {
      return answer(api.refuseWrites, { message: 'Resource not accessible by integration' });
    }
    if (typeof sent.body === 'string' && sent.body.length > 65_536) return answer(422, {});
    const list = url.pathname === '/repos/acme/shop/issues/7/comments';
    if (list && request.method === 'GET') {
      const perPage = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
      const page = Number(url.searchParams.get('page') ?? 1);
      const more = comments.length > page * perPage;
      return answer(
        200,
        comments.slice((page - 1) * perPage, page * perPage),
        more ? { link: `<${api.url}${url.pathname}?page=${page + 1}>; rel="next"` } : {},
      );
    }
    if (list && request.method === 'POST') return answer(201, add({ body: sent.body }));
    const id = /^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(url.pathname)?.[1];
    const known = comments.find((comment) => comment.id === Number(id));
    if (!known || request.method !== 'PATCH') return answer(404, { message: 'Not Found' });
    known.body = sent.body;
    return answer(200, known);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api: GitHubApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments,
    asked: [],
    tokens: new Set(),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return api;
}
