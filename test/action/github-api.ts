import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Comment {
  readonly id: number;
  body: string;
  readonly html_url: string;
  readonly user: { readonly type: string };
  readonly author_association: string;
}

/** What a run has left, and on which branch of which repository. */
export interface Artifact {
  readonly name: string;
  readonly branch: string;
  readonly archive: Buffer;
  readonly expired?: boolean;
  readonly fork?: boolean;
}

export interface GitHubApi {
  readonly url: string;
  readonly comments: Comment[];
  /** `METHOD path` of every request so far. */
  readonly asked: string[];
  readonly tokens: Set<string>;
  /** Oldest first; GitHub lists them the other way round. */
  readonly artifacts: Artifact[];
  /** Texts of files by `ref:path`. */
  readonly files: Map<string, string>;
  /** What its storage, at another address, was sent as a token. */
  readonly tokensOfStorage: Set<string | undefined>;
  /** Status that everything about artifacts is refused with. */
  refuseArtifacts?: number;
  /** Status that every write is refused with. */
  refuseWrites?: number;
  close(): Promise<void>;
}

/** A stand-in for the part of GitHub's REST API that the Action needs, with its pages, its refusals and its storage. */
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
    if (url.pathname.startsWith('/repos/acme/shop/actions/artifacts')) {
      if (api.refuseArtifacts) return answer(api.refuseArtifacts, { message: 'Resource not accessible' });
      const at = /\/artifacts\/(\d+)\/zip$/.exec(url.pathname)?.[1];
      if (at !== undefined) return response.writeHead(302, { location: `${storageUrl}/signed/${at}` }).end();
      const named = [...api.artifacts.entries()].reverse().map(([id, one]) => ({ id, ...one }));
      const page = Number(url.searchParams.get('page') ?? 1);
      const perPage = Number(url.searchParams.get('per_page') ?? 30);
      const wanted = named.filter(({ name }) => name === url.searchParams.get('name'));
      return answer(
        200,
        {
          total_count: wanted.length,
          artifacts: wanted
            .slice((page - 1) * perPage, page * perPage)
            .map(({ id, name, branch, expired, fork }) => ({
              ...{ id, name, expired: expired ?? false },
              workflow_run: {
                id: id + 1,
                repository_id: 1,
                head_repository_id: fork ? 2 : 1,
                head_branch: branch,
              },
            })),
        },
        wanted.length > page * perPage ? { link: `<${api.url}>; rel="next"` } : {},
      );
    }
    const path = /^\/repos\/acme\/shop\/contents\/(.+)$/.exec(url.pathname)?.[1];
    if (path !== undefined) {
      const text = api.files.get(`${url.searchParams.get('ref')}:${decodeURIComponent(path)}`);
      if (text === undefined) return answer(404, { message: 'Not Found' });
      return answer(200, {
        encoding: 'base64',
        content: Buffer.from(text)
          .toString('base64')
          .replace(/(.{60})/g, '$1\n'),
      });
    }
    const id = /^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(url.pathname)?.[1];
    const known = comments.find((comment) => comment.id === Number(id));
    if (!known || request.method !== 'PATCH') return answer(404, { message: 'Not Found' });
    known.body = sent.body;
    return answer(200, known);
  });
  const storage = createServer((request, response) => {
    api.tokensOfStorage.add(request.headers.authorization);
    const at = /^\/signed\/(\d+)$/.exec(request.url ?? '')?.[1];
    const archive = api.artifacts[Number(at)]?.archive;
    response.writeHead(archive ? 200 : 404).end(archive);
  });
  const listening = async (one: Server) => {
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(one.address() as AddressInfo).port}`;
  };
  const storageUrl = await listening(storage);
  const api: GitHubApi = {
    url: await listening(server),
    comments,
    asked: [],
    tokens: new Set(),
    artifacts: [],
    files: new Map(),
    tokensOfStorage: new Set(),
    async close() {
      for (const one of [server, storage]) {
        one.closeAllConnections();
        await new Promise<void>((resolve) => one.close(() => resolve()));
      }
    },
  };
  return api;
}
