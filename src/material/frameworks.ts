import { NAMES } from './framework-names.ts';
import { BROKEN_URL, CLOSING, METHODS } from './framework-refusals.ts';
import type { FrameworkSign } from './framework-sign.ts';
import { CONTENT, UNKNOWN_PATH } from './framework-wording.ts';

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

/** Every habit that is known, in the order in which evidence is listed. */
export const FRAMEWORK_SIGNS: readonly FrameworkSign[] = [
  ...NAMES,
  ...CONTENT,
  ...UNKNOWN_PATH,
  ...BROKEN_URL,
  ...CLOSING,
  ...METHODS,
];
