import { expect, test } from 'vitest';
import { missingParameters } from '../../src/exploration/missing-parameters.ts';
import type { Exchange } from '../../src/http/exchange.ts';

const said = (body: unknown, status = 400): Exchange => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  return {
    identity: 'anonymous',
    request: { method: 'GET', url: 'http://127.0.0.1/x', headers: [] },
    response: { status, headers: [['content-type', type]], body: Buffer.from(text) },
  } as unknown as Exchange;
};

test.each([
  [{ detail: [{ loc: ['query', 'from'], msg: 'Field required', type: 'missing' }] }],
  [{ message: "Required request parameter 'from' for method parameter type String is not present" }],
  [{ errors: { from: ['The from field is required.'] } }],
  [{ errors: [{ type: 'field', msg: 'Invalid value', path: 'from', location: 'query' }] }],
  [{ error: 'Missing required parameter: from' }],
  [{ error: 'missing query param "from"' }],
  [{ message: ['from must be a number string'], error: 'Bad Request', statusCode: 400 }],
  [{ message: 'querystring must have required property from', code: 'FST_ERR_VALIDATION' }],
  [{ error: 'Please provide a from' }],
  ['from is required'],
  ['Failed to deserialize query string: missing field `from`'],
])('%j', (body) => expect(missingParameters(said(body)).map(({ name }) => name)).toEqual(['from']));

test.each([
  [{ error: 'Bad Request' }, 400],
  [{ error: 'Authentication is required' }, 400],
  [{ detail: [{ loc: ['body', 'from'], msg: 'Field required' }] }, 422],
  [{ error: 'from is required' }, 404],
  [{ error: 'A valid token is required' }, 400],
])('%j of %i asks for nothing', (body, status) => expect(missingParameters(said(body, status))).toEqual([]));
