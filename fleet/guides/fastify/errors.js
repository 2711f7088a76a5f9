// region: fixed
import { STATUS_CODES } from 'node:http';

/** An error that the client may read; headers go with it. */
export function problem(statusCode, detail, headers = {}) {
  return Object.assign(new Error(detail), { statusCode, headers });
}

/** For setErrorHandler, and for `frameworkErrors` of Fastify(): a URL that cannot be decoded has no route. */
export function problems(error, request, reply) {
  const isClients = error.statusCode >= 400 && error.statusCode < 500;
  const status = isClients ? error.statusCode : 500;
  if (status === 500) request.log.error(error);
  return reply
    .code(status)
    .headers(error.headers ?? {})
    .type('application/problem+json')
    .send({ title: STATUS_CODES[status], status, ...(isClients && { detail: error.message }) });
}

export function notFound(_request, _reply) {
  throw problem(404, 'There is no such resource');
}
// endregion

/** The flaw: whatever happened is told to the client, as 500. */
export function everythingTold(error, request, reply) {
  return reply
    .code(error.statusCode === 401 ? 401 : 500)
    .send({ error: error.message, path: request.url, stack: error.stack });
}
