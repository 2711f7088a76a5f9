// region: fixed
import { STATUS_CODES } from 'node:http';

/** An error that the client may read; headers go with it. */
export class Problem extends Error {
  constructor(status, detail, headers = {}) {
    super(detail);
    Object.assign(this, { status, expose: true, headers });
  }
}

export function notFound(_req, _res, next) {
  next(new Problem(404, 'There is no such resource'));
}

/** The last middleware. The four parameters make Express call it for errors. */
export function problems(error, _req, res, next) {
  if (res.headersSent) return next(error);
  // Errors of body parsers are marked `expose` as well; all others are our own faults.
  const status = error.expose && error.status >= 400 && error.status < 500 ? error.status : 500;
  if (status === 500) console.error(error);
  res
    .status(status)
    .set(error.headers ?? {})
    .type('application/problem+json')
    .json({ title: STATUS_CODES[status], status, ...(status < 500 && { detail: error.message }) });
}
// endregion

/** The flaw: whatever happened is told to the client, as 500. */
export function everythingTold(error, req, res, _next) {
  const status = error.status === 401 ? 401 : 500;
  res.status(status).json({ error: error.message, path: req.path, stack: error.stack });
}
