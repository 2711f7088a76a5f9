/**
 * The question whose answer shows a sign: an unknown path, the same with `Connection: close`, a path that is no valid
 * URL (`/%`), TRACE on an unknown path, OPTIONS where GET works, a GET where another method is meant, or any answer.
 */
export type Question =
  | 'unknown-path'
  | 'closing'
  | 'broken-url'
  | 'trace'
  | 'options'
  | 'wrong-method'
  | 'any';

/** One habit by which a framework is known. Everything that is named must hold. */
export interface FrameworkSign {
  readonly framework: string;
  /** `certain`: nothing else says this. `likely`: others rarely do. `weak`: fits several, adds to other signs. */
  readonly strength: 'certain' | 'likely' | 'weak';
  readonly question: Question;
  readonly status?: number;
  /** Header name and what its value must match; group 1 is the version. */
  readonly header?: readonly [name: string, value: RegExp];
  /** Names of headers that must be missing. */
  readonly without?: readonly string[];
  readonly body?: RegExp;
  /** Matches the names of all header lines, in order and spelling, joined by commas. */
  readonly lines?: RegExp;
  /** Ends a sentence that begins with the question: `answers …`. */
  readonly says: string;
}

/** What a framework is built on: signs of the base speak for it as well, and it is the better name. */
export const BUILT_ON: Readonly<Record<string, readonly string[]>> = {
  nestjs: ['express', 'fastify', 'node'],
  express: ['node'],
  fastify: ['node'],
  koa: ['node'],
  hono: ['node'],
  hapi: ['node'],
  next: ['node'],
  fastapi: ['starlette', 'uvicorn'],
  starlette: ['uvicorn'],
  litestar: ['uvicorn'],
  flask: ['werkzeug', 'gunicorn'],
  werkzeug: [],
  'django-rest-framework': ['django', 'gunicorn', 'uvicorn'],
  django: ['gunicorn', 'uvicorn'],
  gin: ['go-net-http'],
  echo: ['go-net-http'],
  chi: ['go-net-http'],
  spring: ['tomcat', 'java'],
  quarkus: ['java'],
  rails: ['rack'],
  sinatra: ['rack'],
  laravel: ['php'],
  symfony: ['php'],
  axum: ['hyper'],
};

/** Servers and languages: worth knowing as support, too little to be named as the framework. */
export const FOUNDATIONS: ReadonlySet<string> = new Set([
  'node',
  'uvicorn',
  'gunicorn',
  'tomcat',
  'java',
  'php',
  'rack',
  'hyper',
]);

const said = (framework: string, name: string, value: RegExp, says: string): FrameworkSign => ({
  framework,
  strength: 'certain',
  question: 'any',
  header: [name, value],
  says,
});

/** What services say of themselves in headers. */
const HEADERS: readonly FrameworkSign[] = [
  said('express', 'x-powered-by', /^Express$/i, 'X-Powered-By names Express'),
  said('next', 'x-powered-by', /^Next\.js ?([\d.]*)/i, 'X-Powered-By names Next.js'),
  said('aspnet', 'x-powered-by', /^ASP\.NET/i, 'X-Powered-By names ASP.NET'),
  said('aspnet', 'x-aspnet-version', /^([\d.]+)/, 'X-AspNet-Version is sent'),
  said('aspnet', 'x-aspnetmvc-version', /^([\d.]+)/, 'X-AspNetMvc-Version is sent'),
  said('aspnet', 'server', /^Kestrel/i, 'Server names Kestrel'),
  said('werkzeug', 'server', /^Werkzeug\/([\d.]+)/i, 'Server names Werkzeug'),
  {
    ...said('flask', 'server', /^Werkzeug\//i, 'Werkzeug is the server that Flask develops on'),
    strength: 'likely',
  },
  {
    ...said('django', 'server', /^WSGIServer\/[\d.]+ CPython/i, 'Server is the one that Django develops on'),
    strength: 'likely',
  },
  said('tornado', 'server', /^TornadoServer\/([\d.]+)/i, 'Server names Tornado'),
  said('aiohttp', 'server', /^Python\/[\d.]+ aiohttp\/([\d.]+)/i, 'Server names aiohttp'),
  said('rails', 'x-powered-by', /Phusion Passenger.*Rails|^Rails/i, 'X-Powered-By names Rails'),
  said('quarkus', 'x-powered-by', /^Quarkus/i, 'X-Powered-By names Quarkus'),
  said('spring', 'x-application-context', /./, 'X-Application-Context is sent'),
  said('symfony', 'x-debug-token', /./, 'X-Debug-Token is sent'),
  said('laravel', 'set-cookie', /^laravel_session=/i, 'a cookie is called laravel_session'),
  {
    ...said(
      'laravel',
      'set-cookie',
      /^\w+_session=eyJpdiI6/,
      'a session cookie is encrypted the way Laravel does',
    ),
    strength: 'likely',
  },
  said('django', 'set-cookie', /^csrftoken=\w{32,64};/, 'a cookie is called csrftoken'),
  {
    ...said('aspnet', 'set-cookie', /^\.AspNetCore\.|^ASP\.NET_SessionId=/i, 'a cookie is named by ASP.NET'),
  },
  {
    ...said('phoenix', 'set-cookie', /^_\w+_key=SFMyNTY/, 'a session cookie is signed the way Phoenix does'),
    strength: 'likely',
  },
  {
    ...said('express', 'set-cookie', /^connect\.sid=/, 'a cookie is called connect.sid'),
    strength: 'likely',
  },
  { ...said('koa', 'set-cookie', /^koa\.sess=/, 'a cookie is called koa.sess'), strength: 'likely' },
  {
    ...said(
      'rails',
      'set-cookie',
      /^_\w+_session=[\w%+/=-]+--[\w%+/=-]+/,
      'a session cookie is encrypted the way Rails does',
    ),
    strength: 'likely',
  },
  { ...said('uvicorn', 'server', /^uvicorn$/i, 'Server names uvicorn'), strength: 'weak' },
  { ...said('gunicorn', 'server', /^gunicorn(?:\/([\d.]+))?/i, 'Server names gunicorn'), strength: 'weak' },
  { ...said('php', 'x-powered-by', /^PHP\/([\d.]+)/i, 'X-Powered-By names PHP'), strength: 'weak' },
  { ...said('tomcat', 'set-cookie', /^JSESSIONID=/, 'a cookie is called JSESSIONID'), strength: 'weak' },
  { ...said('rack', 'x-runtime', /^\d+\.\d{6}$/, 'X-Runtime is sent as Rack does'), strength: 'weak' },
  { ...said('rails', 'x-runtime', /^\d+\.\d{6}$/, 'X-Runtime is sent'), strength: 'likely' },
  { ...said('node', 'keep-alive', /^timeout=5$/, 'Keep-Alive is Node’s own: timeout=5'), strength: 'weak' },
  { ...said('phoenix', 'server', /^Cowboy$/i, 'Server names Cowboy'), strength: 'weak' },
];

/** What stands in their documents and refusals. */
const CONTENT: readonly FrameworkSign[] = [
  content(
    'fastapi',
    'certain',
    /fastapi\.tiangolo\.com\/img\/favicon/,
    'a documentation page carries FastAPI’s icon',
  ),
  content(
    'fastapi',
    'certain',
    /^\{"openapi":"3[\s\S]*"HTTPValidationError":/,
    'the OpenAPI document holds FastAPI’s HTTPValidationError',
  ),
  content(
    'fastapi',
    'certain',
    /^\{"detail":\[\{"type":"[a-z_]+","loc":\["(?:query|path|header|body|cookie)"/,
    'a refused value is explained the way FastAPI does',
  ),
  content(
    'spring',
    'certain',
    /"description":"Generated server url"/,
    'the OpenAPI document was written by springdoc',
  ),
  content(
    'aspnet',
    'certain',
    /"type":"https:\/\/tools\.ietf\.org\/html\/rfc(?:7231|9110)#section-[\d.]+"[^{}]*"traceId":"00-/,
    'an error is worded as ASP.NET’s problem details',
  ),
  content(
    'actix',
    'certain',
    /^(?:Query|Json|Path|Payload|Form) deserialize error: /,
    'a refused value is explained the way Actix does',
  ),
  content(
    'axum',
    'certain',
    /^(?:Failed to deserialize (?:query string|form|the JSON body)|Invalid URL: Cannot parse )/,
    'a refused value is explained the way Axum does',
  ),
  content(
    'django-rest-framework',
    'likely',
    /^\{"detail":"Authentication credentials were not provided\."\}$/,
    'a refusal is worded as in Django REST framework',
  ),
  content(
    'nestjs',
    'likely',
    /^\{"message":"Unauthorized","statusCode":401\}$/,
    'a refusal is worded as in NestJS',
  ),
  content('laravel', 'likely', /^\{"message":"Unauthenticated\."\}$/, 'a refusal is worded as in Laravel'),
];

/** How frameworks word "nothing here" when nobody tells them otherwise. */
const UNKNOWN_PATH: readonly FrameworkSign[] = [
  unknown(
    'express',
    'certain',
    /^<!DOCTYPE html>\s*<html lang="en">\s*<head>\s*<meta charset="utf-8">\s*<title>Error<\/title>\s*<\/head>\s*<body>\s*<pre>Cannot GET \//,
    'with Express’s own page, "Cannot GET …"',
  ),
  unknown(
    'nestjs',
    'certain',
    /^\{"message":"Cannot GET \/[^"]*","error":"Not Found","statusCode":404\}$/,
    'with NestJS’s own JSON, "Cannot GET …"',
  ),
  unknown(
    'fastify',
    'certain',
    /^\{"message":"Route GET:\/[^"]* not found","error":"Not Found","statusCode":404\}$/,
    'with Fastify’s own JSON, "Route GET:… not found"',
  ),
  {
    ...unknown('hono', 'likely', /^404 Not Found$/, 'with "404 Not Found" and charset=UTF-8 in capitals'),
    header: ['content-type', /^text\/plain; ?charset=UTF-8$/],
  },
  {
    ...unknown('koa', 'weak', /^Not Found$/, 'with the bare words "Not Found" and no Server header'),
    header: ['content-type', /^text\/plain; charset=utf-8$/],
    without: ['server', 'x-powered-by', 'x-content-type-options'],
  },
  unknown(
    'hapi',
    'likely',
    /^\{"statusCode":404,"error":"Not Found","message":"Not Found"\}$/,
    'with hapi’s order of fields',
  ),
  {
    ...unknown('fastapi', 'likely', /^\{"detail":"Not Found"\}$/, 'with {"detail":"Not Found"}'),
    header: ['content-type', /^application\/json$/],
  },
  {
    ...unknown('starlette', 'likely', /^Not Found$/, 'with "Not Found" behind uvicorn'),
    header: ['server', /^uvicorn|^hypercorn/],
  },
  unknown(
    'litestar',
    'likely',
    /^\{"status_code":404,"detail":"Not Found"\}$/,
    'with {"status_code":404,"detail":"Not Found"}',
  ),
  {
    ...unknown(
      'flask',
      'likely',
      /<p>The requested URL was not found on the server\. If you entered the URL manually please check your spelling and try again\.<\/p>/,
      'with Werkzeug’s own page',
    ),
    header: ['content-type', /^text\/html; charset=utf-8$/],
  },
  unknown(
    'werkzeug',
    'certain',
    /^<!doctype html>\s*<html lang=en>\s*<title>404 Not Found<\/title>/i,
    'with Werkzeug’s own page',
  ),
  unknown(
    'django',
    'certain',
    /You’re seeing this error because you have <code>DEBUG = True<\/code> in your\s+Django settings file|Using the URLconf defined in <code>/,
    'with Django’s debug page',
  ),
  unknown(
    'django',
    'likely',
    /<h1>Not Found<\/h1><p>The requested resource was not found on this server\.<\/p>/,
    'with Django’s own page',
  ),
  {
    ...unknown(
      'gin',
      'certain',
      /^404 page not found$/,
      'with "404 page not found" without a line end or charset',
    ),
    header: ['content-type', /^text\/plain$/],
  },
  {
    ...unknown('go-net-http', 'likely', /^404 page not found\n$/, 'with "404 page not found" and nosniff'),
    header: ['x-content-type-options', /^nosniff$/],
  },
  {
    ...unknown(
      'echo',
      'likely',
      /^\{"message":"Not Found"\}\n$/,
      'with {"message":"Not Found"} and a line end',
    ),
    header: ['content-type', /^application\/json(?:; charset=UTF-8)?$/],
  },
  {
    ...unknown('fiber', 'certain', /^Cannot GET \/\S*$/, 'with "Cannot GET …" as plain text'),
    header: ['content-type', /^text\/plain; charset=utf-8$/],
  },
  unknown(
    'spring',
    'certain',
    /^\{"timestamp":"?[^,]{10,40},"status":404,"error":"Not Found",(?:"[a-z]+":[^,]*,){0,3}"path":"/,
    'with Spring Boot’s error fields',
  ),
  unknown('spring', 'certain', /Whitelabel Error Page/, 'with the Whitelabel Error Page'),
  unknown(
    'spring',
    'likely',
    /"detail":"No (?:static resource|endpoint) [^"]*"/,
    'with Spring’s problem detail',
  ),
  unknown(
    'aspnet',
    'certain',
    /"type":"https:\/\/tools\.ietf\.org\/html\/rfc(?:7231|9110)#section-[\d.]+","title":"Not Found","status":404,"traceId":"00-/,
    'with ASP.NET’s problem details',
  ),
  unknown(
    'rails',
    'certain',
    /<h1>The page you were looking for doesn.t exist\.<\/h1>/,
    'with Rails’ own page',
  ),
  unknown(
    'rails',
    'certain',
    /ActionController::RoutingError|No route matches \[GET\]/,
    'with a Rails routing error',
  ),
  {
    ...unknown(
      'rails',
      'likely',
      /^\{"status":404,"error":"Not Found"\}$/,
      'with {"status":404,"error":"Not Found"} and X-Request-Id',
    ),
    header: ['x-request-id', /./],
  },
  unknown(
    'laravel',
    'certain',
    /^\{\s*"message": ?"The route [^"]* could not be found\."/,
    'with Laravel’s "The route … could not be found."',
  ),
  unknown('laravel', 'likely', /NotFoundHttpException[\s\S]*Illuminate/, 'with a Laravel exception'),
  unknown(
    'symfony',
    'certain',
    /No route found for (?:&quot;|")GET https?:/,
    'with Symfony’s "No route found for"',
  ),
  unknown(
    'phoenix',
    'likely',
    /^\{"errors":\{"detail":"Not Found"\}\}$/,
    'with {"errors":{"detail":"Not Found"}}',
  ),
  unknown('sinatra', 'certain', /Sinatra doesn.t know this ditty/, 'with Sinatra’s own page'),
  {
    ...unknown('sinatra', 'likely', /^<h1>Not Found<\/h1>$/, 'with X-Cascade: pass'),
    header: ['x-cascade', /^pass$/],
  },
  unknown(
    'quarkus',
    'certain',
    /RESTEASY003210|Resource Not Found<\/h1>[\s\S]*[Qq]uarkus/,
    'with Quarkus’ own words',
  ),
];

/** What becomes of `/%`, which is no valid URL. */
const BROKEN_URL: readonly FrameworkSign[] = [
  {
    framework: 'fastify',
    strength: 'certain',
    question: 'broken-url',
    status: 400,
    body: /"code":"FST_ERR_BAD_URL"/,
    says: 'answers with Fastify’s FST_ERR_BAD_URL',
  },
  {
    framework: 'go-net-http',
    strength: 'likely',
    question: 'broken-url',
    status: 400,
    body: /^400 Bad Request/,
    header: ['content-type', /^text\/plain; charset=utf-8$/],
    without: ['date', 'server'],
    says: 'answers with "400 Bad Request" without a date',
  },
  {
    framework: 'tomcat',
    strength: 'weak',
    question: 'broken-url',
    status: 400,
    body: /HTTP Status 400/,
    says: 'answers with Tomcat’s own page',
  },
  {
    framework: 'spring',
    strength: 'weak',
    question: 'broken-url',
    status: 400,
    body: /HTTP Status 400 – Bad Request/,
    says: 'answers with Tomcat’s own page',
  },
];

/** Where a server puts its own lines when it is asked to close; names in small letters and no Server line. */
const CLOSING: readonly FrameworkSign[] = [
  {
    framework: 'actix',
    strength: 'likely',
    question: 'closing',
    status: 404,
    without: ['server'],
    lines: /^content-length,connection,(?:[a-z-]+,)*date$/,
    body: /^$/,
    says: 'answers without a body, content-length before connection, as Actix writes it',
  },
  {
    framework: 'hyper',
    strength: 'weak',
    question: 'closing',
    status: 404,
    without: ['server'],
    lines: /^(?:[a-z-]+,)*connection,content-length,date$/,
    body: /^$/,
    says: 'answers without a body, connection before content-length, as hyper writes it',
  },
  {
    framework: 'axum',
    strength: 'weak',
    question: 'closing',
    status: 404,
    without: ['server', 'content-type'],
    lines: /^(?:[a-z-]+,)*connection,content-length,date$/,
    body: /^$/,
    says: 'answers without a body, connection before content-length, as hyper writes it',
  },
];

/** What becomes of methods that nobody meant. */
const METHODS: readonly FrameworkSign[] = [
  {
    framework: 'axum',
    strength: 'likely',
    question: 'options',
    status: 405,
    header: ['allow', /^[A-Z]+(?:,[A-Z]+)*$/],
    without: ['server', 'content-type'],
    lines: /^(?:[a-z-]+,)*allow,/,
    body: /^$/,
    says: 'is refused without a body and with the methods in one run, as Axum does',
  },
  {
    framework: 'fastapi',
    strength: 'likely',
    question: 'options',
    status: 405,
    body: /^\{"detail":"Method Not Allowed"\}$/,
    says: 'is refused with {"detail":"Method Not Allowed"}',
  },
  {
    framework: 'express',
    strength: 'likely',
    question: 'options',
    status: 200,
    header: ['allow', /^[A-Z]+(?:, ?[A-Z]+)*$/],
    body: /^[A-Z]+(?:, ?[A-Z]+)*$/,
    says: 'answers with the allowed methods as the body',
  },
  {
    framework: 'go-net-http',
    strength: 'weak',
    question: 'options',
    status: 405,
    body: /^Method Not Allowed\n$/,
    header: ['x-content-type-options', /^nosniff$/],
    says: 'is refused in the words of Go’s mux',
  },
  {
    framework: 'koa',
    strength: 'likely',
    question: 'trace',
    status: 501,
    header: ['allow', /^$/],
    body: /^Not Implemented$/,
    says: 'is not implemented, as Koa’s router says',
  },
  {
    framework: 'spring',
    strength: 'likely',
    question: 'trace',
    status: 405,
    header: ['allow', /^HEAD, DELETE, POST, GET, OPTIONS, PUT$/],
    says: 'is refused with the list of methods of Spring’s dispatcher',
  },
  {
    framework: 'fastapi',
    strength: 'likely',
    question: 'wrong-method',
    status: 405,
    body: /^\{"detail":"Method Not Allowed"\}$/,
    says: 'is refused with {"detail":"Method Not Allowed"}',
  },
  {
    framework: 'django-rest-framework',
    strength: 'certain',
    question: 'wrong-method',
    status: 405,
    body: /^\{"detail":"Method \\?"GET\\?" not allowed\."\}$/,
    says: 'is refused in the words of Django REST framework',
  },
  {
    framework: 'echo',
    strength: 'likely',
    question: 'wrong-method',
    status: 405,
    body: /^\{"message":"Method Not Allowed"\}\n$/,
    says: 'is refused with {"message":"Method Not Allowed"} and a line end',
  },
  {
    framework: 'go-net-http',
    strength: 'weak',
    question: 'wrong-method',
    status: 405,
    body: /^Method Not Allowed\n$/,
    header: ['x-content-type-options', /^nosniff$/],
    says: 'is refused in the words of Go’s mux',
  },
];

export const FRAMEWORK_SIGNS: readonly FrameworkSign[] = [
  ...HEADERS,
  ...CONTENT,
  ...UNKNOWN_PATH,
  ...BROKEN_URL,
  ...CLOSING,
  ...METHODS,
];

function unknown(
  framework: string,
  strength: FrameworkSign['strength'],
  body: RegExp,
  says: string,
): FrameworkSign {
  return { framework, strength, question: 'unknown-path', status: 404, body, says: `answers ${says}` };
}

function content(
  framework: string,
  strength: FrameworkSign['strength'],
  body: RegExp,
  says: string,
): FrameworkSign {
  return { framework, strength, question: 'any', body, says };
}
