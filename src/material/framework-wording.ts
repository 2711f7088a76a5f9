import type { FrameworkSign } from './framework-sign.ts';
import { either, inOrder } from './in-order.ts';

/** What stands in their documents and refusals. */
export const CONTENT: readonly FrameworkSign[] = [
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
    /"type":"https:\/\/tools\.ietf\.org\/html\/rfc(?:7231|9110)#section-[\d.]+"(?:(?!"type":)[^{}])*"traceId":"00-/,
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
export const UNKNOWN_PATH: readonly FrameworkSign[] = [
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
  unknown('laravel', 'likely', inOrder(/NotFoundHttpException/, /Illuminate/), 'with a Laravel exception'),
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
    either(inOrder(/Resource Not Found<\/h1>/, /[Qq]uarkus/), /RESTEASY003210/),
    'with Quarkus’ own words',
  ),
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
