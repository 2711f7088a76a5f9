/** An OpenAPI document for the given paths; answers of GET are given by schema. */
export function documentOf(paths: Readonly<Record<string, object>>): object {
  return { openapi: '3.0.3', info: { title: 'Lab', version: '1.0.0' }, paths };
}

/** A GET operation whose 200 answer has this JSON schema. */
export function reads(schema: object): { readonly get: object } {
  return { get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } } };
}

/** A write operation with this JSON request schema. */
export function writes(method: 'post' | 'put' | 'patch', schema: object): object {
  return {
    [method]: {
      requestBody: { content: { 'application/json': { schema } } },
      responses: { 201: { description: 'made' } },
    },
  };
}

export function objectOf(properties: Readonly<Record<string, object>>, more: object = {}): object {
  return { type: 'object', properties, ...more };
}

export const TEXT = { type: 'string' };
export const NUMBER = { type: 'integer' };
