import type http from 'node:http';
import type { LabApp } from '../app.ts';

/** One recorded answer: header lines in order and spelling. `PATH` stands for the path that was asked. */
interface Recorded {
  readonly status: number;
  readonly lines: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** What a framework answers when nobody told it otherwise; measured on the version in the comment. */
interface Habits {
  readonly unknown: Recorded;
  /** With `Connection: close`; as `unknown` where left out. */
  readonly closing?: Recorded;
  /** To `/%`. */
  readonly broken?: Recorded;
  readonly trace?: Recorded;
  /** To OPTIONS on `/users`. */
  readonly options?: Recorded;
  /** To GET on `/login`, which wants POST. */
  readonly login?: Recorded;
}

const TEXT = ['Content-Type', 'text/plain; charset=utf-8'] as const;
const HTML = ['Content-Type', 'text/html; charset=utf-8'] as const;
const JSON_UTF8 = ['Content-Type', 'application/json; charset=utf-8'] as const;
const JSON_PLAIN = ['Content-Type', 'application/json'] as const;
const DATE = ['Date', 'Sun, 22 Nov 2026 14:04:57 GMT'] as const;
const NODE = [DATE, ['Connection', 'keep-alive'], ['Keep-Alive', 'timeout=5']] as const;
const NOSNIFF = ['X-Content-Type-Options', 'nosniff'] as const;

const expressPage =
  '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>Cannot GET PATH</pre>\n</body>\n</html>\n';
const werkzeugPage =
  '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>\n';
const goBroken: Recorded = { status: 400, lines: [TEXT, ['Connection', 'close']], body: '400 Bad Request' };
const tomcatBroken: Recorded = {
  status: 400,
  lines: [['Content-Type', 'text/html;charset=utf-8'], DATE],
  body: '<!doctype html><title>HTTP Status 400 – Bad Request</title>',
};

const frameworks: Readonly<Record<string, Habits>> = {
  // 4.22 and 5.3
  express: {
    unknown: {
      status: 404,
      lines: [['Content-Security-Policy', "default-src 'none'"], NOSNIFF, HTML, ...NODE],
      body: expressPage,
    },
  },
  // 5.12
  fastify: {
    unknown: {
      status: 404,
      lines: [JSON_UTF8, ...NODE],
      body: '{"message":"Route GET:PATH not found","error":"Not Found","statusCode":404}',
    },
    broken: {
      status: 400,
      lines: [JSON_PLAIN, ...NODE],
      body: `{"error":"Bad Request","code":"FST_ERR_BAD_URL","message":"'/%' is not a valid url component","statusCode":400}`,
    },
  },
  // 12 on Express
  nestjs: {
    unknown: {
      status: 404,
      lines: [['X-Powered-By', 'Express'], JSON_UTF8, ['ETag', 'W/"50-x"'], ...NODE],
      body: '{"message":"Cannot GET PATH","error":"Not Found","statusCode":404}',
    },
  },
  // 3.3 with its router 15.7
  koa: {
    unknown: { status: 404, lines: [TEXT, ...NODE], body: 'Not Found' },
    trace: { status: 501, lines: [['Allow', ''], TEXT, ...NODE], body: 'Not Implemented' },
  },
  // 4
  hono: {
    unknown: {
      status: 404,
      lines: [['Content-Type', 'text/plain; charset=UTF-8'], ...NODE],
      body: '404 Not Found',
    },
  },
  // 21
  hapi: {
    unknown: {
      status: 404,
      lines: [['content-type', 'application/json; charset=utf-8'], ['cache-control', 'no-cache'], ...NODE],
      body: '{"statusCode":404,"error":"Not Found","message":"Not Found"}',
    },
  },
  // 0.165 on uvicorn 0.54
  fastapi: {
    unknown: {
      status: 404,
      lines: [
        ['date', DATE[1]],
        ['server', 'uvicorn'],
        ['content-type', 'application/json'],
      ],
      body: '{"detail":"Not Found"}',
    },
    options: {
      status: 405,
      lines: [
        ['date', DATE[1]],
        ['server', 'uvicorn'],
        ['allow', 'GET'],
        ['content-type', 'application/json'],
      ],
      body: '{"detail":"Method Not Allowed"}',
    },
  },
  // 1.10 on uvicorn 0.54
  starlette: {
    unknown: {
      status: 404,
      lines: [
        ['date', DATE[1]],
        ['server', 'uvicorn'],
        ['content-type', 'text/plain; charset=utf-8'],
      ],
      body: 'Not Found',
    },
  },
  // 2.25
  litestar: {
    unknown: {
      status: 404,
      lines: [
        ['date', DATE[1]],
        ['server', 'uvicorn'],
        ['content-type', 'application/json'],
      ],
      body: '{"status_code":404,"detail":"Not Found"}',
    },
  },
  // 3.1 on gunicorn
  flask: { unknown: { status: 404, lines: [['Server', 'gunicorn'], DATE, HTML], body: werkzeugPage } },
  // 5.2 on gunicorn
  django: {
    unknown: {
      status: 404,
      lines: [['Server', 'gunicorn'], DATE, HTML, ['X-Frame-Options', 'DENY'], NOSNIFF],
      body: '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>Not Found</title>\n</head>\n<body>\n  <h1>Not Found</h1><p>The requested resource was not found on this server.</p>\n</body>\n</html>\n',
    },
  },
  // 3.18 on Django 5.2
  'django-rest-framework': {
    unknown: {
      status: 404,
      lines: [['Server', 'gunicorn'], DATE, HTML],
      body: '<h1>Not Found</h1><p>The requested resource was not found on this server.</p>',
    },
    login: {
      status: 405,
      lines: [['Server', 'gunicorn'], DATE, JSON_PLAIN, ['Allow', 'OPTIONS, POST']],
      body: '{"detail":"Method \\"GET\\" not allowed."}',
    },
  },
  // 1.26
  'go-net-http': {
    unknown: { status: 404, lines: [TEXT, NOSNIFF, DATE], body: '404 page not found\n' },
    broken: goBroken,
  },
  // 1
  gin: {
    unknown: { status: 404, lines: [['Content-Type', 'text/plain'], DATE], body: '404 page not found' },
    broken: goBroken,
  },
  // 4
  echo: {
    unknown: { status: 404, lines: [JSON_PLAIN, DATE], body: '{"message":"Not Found"}\n' },
    broken: goBroken,
  },
  // 2
  fiber: { unknown: { status: 404, lines: [DATE, TEXT], body: 'Cannot GET PATH' } },
  // Boot 3.3
  spring: {
    unknown: {
      status: 404,
      lines: [
        ['Vary', 'Origin'],
        JSON_PLAIN,
        DATE,
        ['Keep-Alive', 'timeout=60'],
        ['Connection', 'keep-alive'],
      ],
      body: '{"timestamp":"2026-11-22T14:05:00.223+00:00","status":404,"error":"Not Found","path":"PATH"}',
    },
    broken: tomcatBroken,
    trace: { status: 405, lines: [['Allow', 'HEAD, DELETE, POST, GET, OPTIONS, PUT'], DATE] },
  },
  // actix-web 4.18
  actix: {
    unknown: {
      status: 404,
      lines: [
        ['content-length', '0'],
        ['date', DATE[1]],
      ],
    },
    closing: {
      status: 404,
      lines: [
        ['content-length', '0'],
        ['connection', 'close'],
        ['date', DATE[1]],
      ],
    },
  },
  // 0.8.9 on hyper 1.12
  axum: {
    unknown: {
      status: 404,
      lines: [
        ['content-length', '0'],
        ['date', DATE[1]],
      ],
    },
    closing: {
      status: 404,
      lines: [
        ['connection', 'close'],
        ['content-length', '0'],
        ['date', DATE[1]],
      ],
    },
    options: {
      status: 405,
      lines: [
        ['allow', 'GET,HEAD'],
        ['content-length', '0'],
        ['date', DATE[1]],
      ],
    },
  },
  // From their documentation and sources, not measured:
  aspnet: {
    unknown: {
      status: 404,
      lines: [['Content-Type', 'application/problem+json; charset=utf-8'], DATE, ['Server', 'Kestrel']],
      body: '{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found","status":404,"traceId":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"}',
    },
  },
  rails: {
    unknown: {
      status: 404,
      lines: [JSON_UTF8, ['X-Request-Id', '0af76519'], ['X-Runtime', '0.004711']],
      body: '{"status":404,"error":"Not Found"}',
    },
  },
  laravel: {
    unknown: {
      status: 404,
      lines: [['X-Powered-By', 'PHP/8.3.1'], JSON_PLAIN],
      body: '{"message":"The route PATH could not be found."}',
    },
  },
  symfony: { unknown: { status: 404, lines: [['X-Debug-Token', 'a1b2c3'], HTML], body: 'No route found' } },
  phoenix: {
    unknown: {
      status: 404,
      lines: [['server', 'Cowboy'], JSON_UTF8],
      body: '{"errors":{"detail":"Not Found"}}',
    },
  },
  sinatra: { unknown: { status: 404, lines: [HTML, ['X-Cascade', 'pass']], body: '<h1>Not Found</h1>' } },
};

/** Replays the habits; `/users` works, `/login` wants POST. */
function habitsOf(habits: Habits): LabApp {
  return {
    routes: (request: http.IncomingMessage, response: http.ServerResponse) => {
      const path = (request.url ?? '/').replace(/\?.*/, '');
      if (path === '/users' && request.method === 'GET') {
        response.setHeader('Content-Type', 'application/json').end('[]');
        return;
      }
      replay(recordedFor(habits, request, path), path, response);
    },
  };
}

function recordedFor(habits: Habits, request: http.IncomingMessage, path: string): Recorded {
  if (path === '/%') return habits.broken ?? habits.unknown;
  if (request.method === 'TRACE') return habits.trace ?? habits.unknown;
  if (request.method === 'OPTIONS') return habits.options ?? habits.unknown;
  if (path === '/login') return habits.login ?? habits.unknown;
  return /close/i.test(request.headers.connection ?? '')
    ? (habits.closing ?? habits.unknown)
    : habits.unknown;
}

function replay({ status, lines, body = '' }: Recorded, path: string, response: http.ServerResponse) {
  const said = body.replaceAll('PATH', path);
  const named = new Set(lines.map(([name]) => name.toLowerCase()));
  // Node would add lines of its own, by which it would be recognised.
  response.sendDate = false;
  if (!named.has('connection')) response.removeHeader('connection');
  const length = named.has('content-length')
    ? []
    : [['Content-Length', String(Buffer.byteLength(said))] as const];
  response.writeHead(status, [...lines, ...length].flat()).end(said);
}

export const frameworkLabs: readonly (readonly [name: string, LabApp])[] = Object.entries(frameworks).map(
  ([name, habits]) => [name, habitsOf(habits)],
);

/** Answers that several frameworks could give, or none: nothing may be certain here. */
export const ambiguous: Readonly<Record<string, LabApp>> = {
  'a bare server of Node': habitsOf({ unknown: { status: 404, lines: [...NODE], body: 'Not found' } }),
  'a gateway': habitsOf({
    unknown: {
      status: 404,
      lines: [JSON_PLAIN, ['Server', 'nginx'], DATE],
      body: '{"message":"no Route matched with those values"}',
    },
  }),
  'a cloud gateway that words it like Echo, without its line end': habitsOf({
    unknown: { status: 404, lines: [JSON_PLAIN, DATE], body: '{"message":"Not Found"}' },
  }),
  'words of FastAPI, headers of Express': habitsOf({
    unknown: {
      status: 404,
      lines: [['X-Powered-By', 'Express'], JSON_PLAIN, ...NODE],
      body: '{"detail":"Not Found"}',
    },
  }),
  'two names at once': habitsOf({
    unknown: {
      status: 404,
      lines: [['X-Powered-By', 'Express'], ['Server', 'Kestrel'], JSON_PLAIN],
      body: '{}',
    },
  }),
};
