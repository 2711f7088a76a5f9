import { describe, expect, test } from 'vitest';
import type { Operation } from '../../src/openapi/operation.ts';
import type { ScanOptions } from '../../src/scan.ts';
import { scan } from '../../src/scan.ts';
import { type Answer, documentOf, type Served, serving } from './served-below.ts';

/** Looks around only: no rule runs. */
async function looked(
  service: Served,
  typed: string,
  options: Omit<ScanOptions, 'url' | 'spec'> & { readonly document?: object } = {},
): Promise<{ readonly operations: readonly Operation[]; readonly warnings: readonly string[] }> {
  const { document, ...rest } = options;
  let operations: readonly Operation[] = [];
  const warnings: string[] = [];
  await scan({
    guesses: 'first',
    url: service.url + typed,
    checks: [],
    ...rest,
    ...(document ? { specs: [{ uri: 'shelf.json', text: JSON.stringify(document) }] } : {}),
    onEvent: (event) => {
      if (event.type === 'discovered') operations = event.surface.operations;
      if (event.type === 'warning') warnings.push(event.says);
    },
  });
  return { operations, warnings };
}

/** Answers lists at these paths, and the documents that it is given. */
const listing =
  (paths: readonly string[], documents: Readonly<Record<string, object>> = {}) =>
  (path: string): Answer => {
    if (documents[path]) return { body: documents[path] };
    return paths.includes(path) ? { body: [{ id: 1, title: path }] } : undefined;
  };

const serverOf = (operations: readonly Operation[], id: string) =>
  operations.find((operation) => operation.id === id)?.server;

const BOOKS = ['/books', '/books/{id}'];
const servers = (...urls: readonly (string | object)[]) => ({
  servers: urls.map((url) => (typeof url === 'string' ? { url } : url)),
});

describe('a document that the user named', () => {
  test.each([
    ['the typed path over another host’s', '/staging', servers('https://books.example/prod'), '/staging'],
    [
      'the typed path over another host without one',
      '/staging',
      servers('https://books.example'),
      '/staging',
    ],
    ['the document’s path where the user typed none', '', servers('https://books.example/v1'), '/v1'],
    ['the typed path and the document’s together', '/gate', servers('https://books.example/v1'), '/gate/v1'],
    ['one of its operations typed', '/v1/books', servers('https://books.example/v7'), '/v1'],
    ['an object of it typed', '/v1/books/12', servers('https://books.example/v7'), '/v1'],
    [
      'the server whose path was typed',
      '/v2',
      servers('https://a.example/v1', 'https://a.example/v2'),
      '/v2',
    ],
    [
      'a place below the typed server',
      '/v2/x',
      servers('https://a.example/v1', 'https://a.example/v2'),
      '/v2',
    ],
    ['a port that nobody fills', '', servers({ url: 'https://a.example:{port}/v1', variables: {} }), '/v1'],
    ['a host that nobody fills', '', servers('https://{tenant}.{region}.example/v1'), '/v1'],
    ['a scheme that nobody fills', '', servers('{scheme}://a.example/v1'), '/v1'],
    ['nothing filled before the path', '', servers('{server}/v1'), '/v1'],
    ['no scheme', '', servers('a.example/v1'), '/v1'],
    ['no scheme, with a port', '', servers('a.example:8443/v1'), '/v1'],
    ['localhost without a scheme', '', servers('localhost:9999/v1'), '/v1'],
    ['no scheme but slashes', '', servers('//a.example/v1'), '/v1'],
    ['a path alone', '', servers('/v1'), '/v1'],
    ['a path without a slash', '', servers('v1'), '/v1'],
    [
      'Swagger with host and path',
      '',
      { swagger: '2.0', openapi: undefined, host: 'a.example', basePath: '/v1' },
      '/v1',
    ],
    ['no server, at the root', '/v1', {}, ''],
  ])('%s', async (_name, typed, more, base) => {
    const service = await serving(listing([`${base}/books`, `${base}/books/1`]));
    try {
      const { operations } = await looked(service, typed, { document: documentOf(BOOKS, more) });
      expect(serverOf(operations, 'GET /books')).toBe(service.url + base);
      expect(service.seen.map(({ line }) => line)).toContain(`GET ${base}/books`);
    } finally {
      service.close();
    }
  });

  test('of servers at the host, the one that was typed', async () => {
    const service = await serving(listing(['/v1/books', '/v2/books']));
    try {
      const document = documentOf(BOOKS, servers(`${service.url}/v1`, `${service.url}/v2`));
      const { operations, warnings } = await looked(service, '/v2/', { document });
      expect(serverOf(operations, 'GET /books')).toBe(`${service.url}/v2`);
      expect(warnings).toEqual([]);
    } finally {
      service.close();
    }
  });

  test('an operation’s own server keeps its path', async () => {
    const service = await serving(listing(['/v1/books', '/files/covers']));
    const document = documentOf(['/books', '/covers'], servers('https://a.example/v1'));
    const paths = (document as { paths: Record<string, object> }).paths;
    Object.assign(paths['/covers'] ?? {}, servers('https://files.example/files'));
    try {
      const { operations } = await looked(service, '', { document });
      expect(serverOf(operations, 'GET /books')).toBe(`${service.url}/v1`);
      expect(serverOf(operations, 'GET /covers')).toBe(`${service.url}/files`);
    } finally {
      service.close();
    }
  });

  test('the user’s --base-path over all else, without a question', async () => {
    const service = await serving(listing(['/v1/books']));
    try {
      const document = documentOf(BOOKS, servers('https://a.example/v1'));
      const { operations, warnings } = await looked(service, '/v1', { document, basePath: '/other' });
      expect(serverOf(operations, 'GET /books')).toBe(`${service.url}/other`);
      expect(warnings).toEqual([]);
    } finally {
      service.close();
    }
  });

  test('where it answers 404 everywhere, the user is told what to do', async () => {
    const service = await serving(listing(['/elsewhere/books']));
    try {
      const { operations, warnings } = await looked(service, '', {
        document: documentOf(BOOKS, servers('https://a.example/v1')),
      });
      expect(serverOf(operations, 'GET /books')).toBe(`${service.url}/v1`);
      expect(warnings).toEqual([
        `The first operations of the document answer 404 below ${service.url}/v1/, ${service.url}/: if they lie elsewhere, say where with --base-path; if the document is of another API, name the right one with --spec.`,
      ]);
    } finally {
      service.close();
    }
  });
});

describe('a document that was found', () => {
  test.each([
    ['below the typed prefix, naming no server', '/shop/', '/shop/openapi.json', {}, '/shop'],
    ['below the typed prefix, naming the root', '/shop/', '/shop/openapi.json', servers('/'), '/shop'],
    ['below a prefix, of operations at the root', '/shop/', '/shop/openapi.json', {}, ''],
    ['in its own folder alone', '', '/api/openapi.json', {}, '/api'],
    ['in a folder of documentation', '', '/docs/openapi.json', {}, ''],
    ['typed itself', '/api/openapi.json', '/api/openapi.json', {}, '/api'],
    ['naming another host', '/shop', '/shop/openapi.json', servers('https://a.example/v1'), '/shop/v1'],
  ])('%s', async (_name, typed, place, more, base) => {
    const service = await serving(
      listing([`${base}/books`, `${base}/books/1`], { [place]: documentOf(BOOKS, more) }),
    );
    try {
      const { operations, warnings } = await looked(service, typed);
      expect(serverOf(operations, 'GET /books')).toBe(service.url + base);
      // Other than what the document says, and what was typed: that is told.
      for (const says of warnings) expect(says).toContain(`tested below ${service.url}${base}/`);
    } finally {
      service.close();
    }
  });

  test('through redirects within the origin, and never beyond it', async () => {
    const elsewhere = await serving(listing([], { '/doc.json': documentOf(['/foreign']) }));
    const service = await serving((path) => {
      if (path === '/openapi.json')
        return { status: 302, headers: { Location: `${elsewhere.url}/doc.json` } };
      if (path === '/swagger.json') return { status: 307, headers: { Location: '/meta/' } };
      if (path === '/meta/') return { status: 301, headers: { Location: 'v3.json' } };
      if (path === '/meta/v3.json') return { body: documentOf(['/books']) };
      return path === '/books' ? { body: [] } : undefined;
    });
    try {
      const { operations } = await looked(service, '');
      expect(serverOf(operations, 'GET /books')).toBe(service.url);
      expect(elsewhere.seen).toEqual([]);
    } finally {
      service.close();
      elsewhere.close();
    }
  });

  test('where nothing at all is open to nobody, with the credential', async () => {
    const service = await serving((path, { headers }) => {
      if (headers.authorization !== 'Bearer a-token-of-the-shelf')
        return { status: 401, body: { error: 'login' } };
      if (path === '/v3/api-docs') return { body: documentOf(['/books']) };
      return path === '/books' ? { body: [{ id: 1 }] } : undefined;
    });
    try {
      const identities = [
        { name: 'me', credentials: [{ kind: 'bearer' as const, token: 'a-token-of-the-shelf' }] },
      ];
      const { operations } = await looked(service, '', { identities });
      expect(serverOf(operations, 'GET /books')).toBe(service.url);
    } finally {
      service.close();
    }
  });
});

describe('a slash more or less', () => {
  test.each([
    ['added', ['/books', '/books/{id}', '/authors'], (path: string) => `${path}/`],
    ['taken away', ['/books/', '/books/{id}/', '/authors/'], (path: string) => path.slice(0, -1)],
  ])('%s by a redirect is kept for later requests', async (_name, paths, twin) => {
    const bare = (path: string) => path.replace(/\/$/, '');
    const known = ['/books', '/books/1', '/authors'];
    const service = await serving((path) => {
      if (!known.includes(bare(path))) return undefined;
      const lives = twin(paths[0] ?? '').endsWith('/') === path.endsWith('/');
      return lives ? { body: { id: 1 } } : { status: 301, headers: { Location: twin(path) } };
    });
    try {
      const { operations } = await looked(service, '', { document: documentOf(paths) });
      expect(operations.filter(({ source }) => source === 'spec').map(({ id, path }) => [id, path])).toEqual(
        paths.map((path) => [`GET ${path}`, twin(path)]),
      );
    } finally {
      service.close();
    }
  });

  test('is taken for operations that were not asked, where all asked ones alike redirect', async () => {
    const names = Array.from({ length: 11 }, (_, at) => `/shelf-${at}`);
    const service = await serving((path) => {
      if (path === '/books/') return { body: [] };
      const name = path.replace(/\/$/, '');
      if (!names.includes(name)) return undefined;
      return path.endsWith('/') ? { body: [{ id: 1 }] } : { status: 301, headers: { Location: `${path}/` } };
    });
    try {
      const document = documentOf(['/books/', ...names]) as { paths: Record<string, object> };
      document.paths['/orders'] = { post: { responses: {} } };
      document.paths['/returns/'] = { post: { responses: {} } };
      const { operations } = await looked(service, '', { document });
      const paths = operations.filter(({ source }) => source === 'spec').map(({ path }) => path);
      expect(paths).toEqual(['/books/', ...names.map((name) => `${name}/`), '/orders/', '/returns/']);
    } finally {
      service.close();
    }
  });

  test('no redirect, a redirect elsewhere and one to nothing change nothing', async () => {
    const service = await serving((path) => {
      if (path === '/books') return { body: [] };
      if (path === '/authors') return { status: 302, headers: { Location: '/login' } };
      if (path === '/shelves') return { status: 301, headers: { Location: '/shelves/' } };
      return undefined;
    });
    try {
      const { operations } = await looked(service, '', {
        document: documentOf(['/books', '/authors', '/shelves']),
      });
      const paths = operations.filter(({ source }) => source === 'spec').map(({ path }) => path);
      expect(paths).toEqual(['/books', '/authors', '/shelves']);
    } finally {
      service.close();
    }
  });
});

test('what was lost in the document is told in one line', async () => {
  const service = await serving(listing(['/books']));
  try {
    const document = documentOf(['/books']);
    const paths = (document as { paths: Record<string, unknown> }).paths;
    paths['/lost'] = { $ref: '#/nowhere' };
    paths['/text'] = 'no operations';
    const { warnings } = await looked(service, '', { document });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^3 problems in the document: Reference "#\/nowhere" leads nowhere\. Path "\/lost"/,
    );
  } finally {
    service.close();
  }
});
