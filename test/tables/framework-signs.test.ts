import { describe, expect, test } from 'vitest';
import type { FrameworkSign } from '../../src/material/framework-sign.ts';
import { FRAMEWORK_SIGNS } from '../../src/material/frameworks.ts';
import { unshown } from './alternatives.ts';

/** What stands in a header of that name, and in a body, where the sign is there: one for every alternative. */
interface Example {
  readonly header?: readonly string[];
  readonly body?: readonly string[];
}

const said = (...header: string[]): Example => ({ header });
const answered = (...body: string[]): Example => ({ body });
const COOKIE = 'q7Kx2LmP9vRt4YwZ8nBc3FhJ6sDgA1eU5iXoTzVwQrM';
const problem = (rfc: string) =>
  `{"type":"https://tools.ietf.org/html/rfc${rfc}#section-15.5.5","title":"Not Found","status":404,"traceId":"00-ab"}`;

const EXAMPLES: Readonly<Record<string, Example>> = {
  'express: X-Powered-By names Express': said('Express'),
  'next: X-Powered-By names Next.js': said('Next.js 15.1.0'),
  'aspnet: X-Powered-By names ASP.NET': said('ASP.NET'),
  'aspnet: X-AspNet-Version is sent': said('4.0.30319'),
  'aspnet: X-AspNetMvc-Version is sent': said('5.2'),
  'aspnet: Server names Kestrel': said('Kestrel'),
  'werkzeug: Server names Werkzeug': said('Werkzeug/3.0.1 Python/3.12'),
  'flask: Werkzeug is the server that Flask develops on': said('Werkzeug/3.0.1 Python/3.12'),
  'django: Server is the one that Django develops on': said('WSGIServer/0.2 CPython/3.12'),
  'tornado: Server names Tornado': said('TornadoServer/6.4'),
  'aiohttp: Server names aiohttp': said('Python/3.12 aiohttp/3.9.1'),
  'rails: X-Powered-By names Rails': said('Phusion Passenger 6 on Rails', 'Rails 7'),
  'quarkus: X-Powered-By names Quarkus': said('Quarkus'),
  'spring: X-Application-Context is sent': said('shop:8080'),
  'symfony: X-Debug-Token is sent': said('a1b2c3'),
  'laravel: a cookie is called laravel_session': said('laravel_session=x'),
  'laravel: a session cookie is encrypted the way Laravel does': said('shop_session=eyJpdiI6x'),
  'django: a cookie is called csrftoken': said(`csrftoken=${COOKIE.slice(0, 32)}; Path=/`),
  'aspnet: a cookie is named by ASP.NET': said('.AspNetCore.Session=x', 'ASP.NET_SessionId=x'),
  'phoenix: a session cookie is signed the way Phoenix does': said('_shop_key=SFMyNTYx'),
  'express: a cookie is called connect.sid': said('connect.sid=x'),
  'koa: a cookie is called koa.sess': said('koa.sess=x'),
  'rails: a session cookie is encrypted the way Rails does': said('_shop_session=ab%2Bc--de%3D'),
  'uvicorn: Server names uvicorn': said('uvicorn'),
  'gunicorn: Server names gunicorn': said('gunicorn/21.2.0'),
  'php: X-Powered-By names PHP': said('PHP/8.3.1'),
  'tomcat: a cookie is called JSESSIONID': said('JSESSIONID=x'),
  'rack: X-Runtime is sent as Rack does': said('0.012345'),
  'rails: X-Runtime is sent': said('0.012345'),
  'node: Keep-Alive is Node’s own: timeout=5': said('timeout=5'),

  'fastapi: a documentation page carries FastAPI’s icon': answered(
    '<link href="https://fastapi.tiangolo.com/img/favicon.png">',
  ),
  'fastapi: the OpenAPI document holds FastAPI’s HTTPValidationError': answered(
    '{"openapi":"3.1.0","components":{"HTTPValidationError":{}}}',
  ),
  'fastapi: a refused value is explained the way FastAPI does': answered(
    ...['query', 'path', 'header', 'body', 'cookie'].map(
      (where) => `{"detail":[{"type":"missing","loc":["${where}"`,
    ),
  ),
  'spring: the OpenAPI document was written by springdoc': answered('"description":"Generated server url"'),
  'aspnet: an error is worded as ASP.NET’s problem details': answered(problem('7231'), problem('9110')),
  'actix: a refused value is explained the way Actix does': answered(
    ...['Query', 'Json', 'Path', 'Payload', 'Form'].map((what) => `${what} deserialize error: x`),
  ),
  'axum: a refused value is explained the way Axum does': answered(
    'Failed to deserialize query string: x',
    'Failed to deserialize form: x',
    'Failed to deserialize the JSON body: x',
    'Invalid URL: Cannot parse `x`',
  ),
  'django-rest-framework: a refusal is worded as in Django REST framework': answered(
    '{"detail":"Authentication credentials were not provided."}',
  ),
  'nestjs: a refusal is worded as in NestJS': answered('{"message":"Unauthorized","statusCode":401}'),
  'laravel: a refusal is worded as in Laravel': answered('{"message":"Unauthenticated."}'),

  'express: answers with Express’s own page, "Cannot GET …"': answered(
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>Cannot GET /x</pre>',
  ),
  'nestjs: answers with NestJS’s own JSON, "Cannot GET …"': answered(
    '{"message":"Cannot GET /x","error":"Not Found","statusCode":404}',
  ),
  'fastify: answers with Fastify’s own JSON, "Route GET:… not found"': answered(
    '{"message":"Route GET:/x not found","error":"Not Found","statusCode":404}',
  ),
  'hono: answers with "404 Not Found" and charset=UTF-8 in capitals': {
    header: ['text/plain; charset=UTF-8'],
    body: ['404 Not Found'],
  },
  'koa: answers with the bare words "Not Found" and no Server header': {
    header: ['text/plain; charset=utf-8'],
    body: ['Not Found'],
  },
  'hapi: answers with hapi’s order of fields': answered(
    '{"statusCode":404,"error":"Not Found","message":"Not Found"}',
  ),
  'fastapi: answers with {"detail":"Not Found"}': {
    header: ['application/json'],
    body: ['{"detail":"Not Found"}'],
  },
  'starlette: answers with "Not Found" behind uvicorn': {
    header: ['uvicorn', 'hypercorn-h11'],
    body: ['Not Found'],
  },
  'litestar: answers with {"status_code":404,"detail":"Not Found"}': answered(
    '{"status_code":404,"detail":"Not Found"}',
  ),
  'flask: answers with Werkzeug’s own page': {
    header: ['text/html; charset=utf-8'],
    body: [
      '<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>',
    ],
  },
  'werkzeug: answers with Werkzeug’s own page': answered(
    '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>',
  ),
  'django: answers with Django’s debug page': answered(
    'You’re seeing this error because you have <code>DEBUG = True</code> in your\n Django settings file',
    'Using the URLconf defined in <code>shop.urls',
  ),
  'django: answers with Django’s own page': answered(
    '<h1>Not Found</h1><p>The requested resource was not found on this server.</p>',
  ),
  'gin: answers with "404 page not found" without a line end or charset': {
    header: ['text/plain'],
    body: ['404 page not found'],
  },
  'go-net-http: answers with "404 page not found" and nosniff': {
    header: ['nosniff'],
    body: ['404 page not found\n'],
  },
  'echo: answers with {"message":"Not Found"} and a line end': {
    header: ['application/json', 'application/json; charset=UTF-8'],
    body: ['{"message":"Not Found"}\n'],
  },
  'fiber: answers with "Cannot GET …" as plain text': {
    header: ['text/plain; charset=utf-8'],
    body: ['Cannot GET /x'],
  },
  'spring: answers with Spring Boot’s error fields': answered(
    '{"timestamp":"2026-01-02T03:04:05.678+00:00","status":404,"error":"Not Found","path":"/x"}',
  ),
  'spring: answers with the Whitelabel Error Page': answered('<h1>Whitelabel Error Page</h1>'),
  'spring: answers with Spring’s problem detail': answered(
    '"detail":"No static resource x."',
    '"detail":"No endpoint GET /x."',
  ),
  'aspnet: answers with ASP.NET’s problem details': answered(problem('7231'), problem('9110')),
  'rails: answers with Rails’ own page': answered("<h1>The page you were looking for doesn't exist.</h1>"),
  'rails: answers with a Rails routing error': answered(
    'ActionController::RoutingError (x)',
    'No route matches [GET] "/x"',
  ),
  'rails: answers with {"status":404,"error":"Not Found"} and X-Request-Id': {
    header: ['a1b2c3'],
    body: ['{"status":404,"error":"Not Found"}'],
  },
  'laravel: answers with Laravel’s "The route … could not be found."': answered(
    '{"message": "The route x could not be found."}',
  ),
  'laravel: answers with a Laravel exception': answered('NotFoundHttpException in Illuminate'),
  'symfony: answers with Symfony’s "No route found for"': answered(
    'No route found for "GET http://x',
    'No route found for &quot;GET http://x',
  ),
  'phoenix: answers with {"errors":{"detail":"Not Found"}}': answered('{"errors":{"detail":"Not Found"}}'),
  'sinatra: answers with Sinatra’s own page': answered("Sinatra doesn't know this ditty"),
  'sinatra: answers with X-Cascade: pass': { header: ['pass'], body: ['<h1>Not Found</h1>'] },
  'quarkus: answers with Quarkus’ own words': answered(
    'RESTEASY003210: Could not find resource',
    '<h1>Resource Not Found</h1> Quarkus',
  ),

  'fastify: answers with Fastify’s FST_ERR_BAD_URL': answered('{"code":"FST_ERR_BAD_URL"}'),
  'go-net-http: answers with "400 Bad Request" without a date': {
    header: ['text/plain; charset=utf-8'],
    body: ['400 Bad Request'],
  },
  'tomcat: answers with Tomcat’s own page': answered('HTTP Status 400 – Bad Request'),
  'spring: answers with Tomcat’s own page': answered('HTTP Status 400 – Bad Request'),
  'actix: answers without a body, content-length before connection, as Actix writes it': answered(''),
  'hyper: answers without a body, connection before content-length, as hyper writes it': answered(''),
  'axum: answers without a body, connection before content-length, as hyper writes it': answered(''),
  'axum: is refused without a body and with the methods in one run, as Axum does': {
    header: ['GET,HEAD'],
    body: [''],
  },
  'fastapi: is refused with {"detail":"Method Not Allowed"}': answered('{"detail":"Method Not Allowed"}'),
  'express: answers with the allowed methods as the body': { header: ['GET, HEAD'], body: ['GET,HEAD'] },
  'go-net-http: is refused in the words of Go’s mux': { header: ['nosniff'], body: ['Method Not Allowed\n'] },
  'koa: is not implemented, as Koa’s router says': { header: [''], body: ['Not Implemented'] },
  'spring: is refused with the list of methods of Spring’s dispatcher': said(
    'HEAD, DELETE, POST, GET, OPTIONS, PUT',
  ),
  'django-rest-framework: is refused in the words of Django REST framework': answered(
    '{"detail":"Method \\"GET\\" not allowed."}',
  ),
  'echo: is refused with {"message":"Method Not Allowed"} and a line end': answered(
    '{"message":"Method Not Allowed"}\n',
  ),
};

const nameOf = ({ framework, says }: FrameworkSign) => `${framework}: ${says}`;

test('every sign has an example, and every example a sign', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual([...new Set(FRAMEWORK_SIGNS.map(nameOf))].sort());
});

describe.each(FRAMEWORK_SIGNS.map((sign) => [`${nameOf(sign)} (${sign.question})`, sign] as const))(
  '%s',
  (_name, sign) => {
    const { header = [], body = [] } = EXAMPLES[nameOf(sign)] ?? {};
    test('each alternative is needed by one example', () => {
      if (sign.header) expect(unshown(sign.header[1], header)).toEqual([]);
      if (sign.body) expect(unshown(sign.body, body)).toEqual([]);
      expect(Boolean(sign.header) || Boolean(sign.body)).toBe(true);
    });
    test('no other framework is certain of it', () => {
      const others = FRAMEWORK_SIGNS.filter(
        (other) =>
          other.strength === 'certain' &&
          other.framework !== sign.framework &&
          other.question === sign.question &&
          (other.header
            ? other.header[0] === sign.header?.[0] && header.some((value) => other.header?.[1].test(value))
            : true) &&
          (other.body ? body.some((text) => other.body?.test(text)) : true),
      );
      const known = BUILT_WITH[sign.framework] ?? [];
      expect(others.map(({ framework }) => framework).filter((name) => !known.includes(name))).toEqual([]);
    });
  },
);

/** Flask answers with the server that it is built on. */
const BUILT_WITH: Readonly<Record<string, readonly string[]>> = { flask: ['werkzeug'] };
