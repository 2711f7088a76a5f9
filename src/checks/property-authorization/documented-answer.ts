import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { json, succeeded } from '../../http/exchange.ts';
import { matchOperation } from '../../openapi/cross-reference.ts';
import type { Operation, Schema } from '../../openapi/operation.ts';

/** A JSON answer beside what the document says of it. */
export interface DocumentedAnswer {
  readonly operation: Operation;
  readonly schema: Schema;
  readonly value: unknown;
}

/** The documented schema of a successful JSON answer; undefined where the document says nothing about it. */
export function documentedAnswer(exchange: Exchange, surface: Surface): DocumentedAnswer | undefined {
  if (!surface.spec || !succeeded(exchange)) return undefined;
  const operation = matchOperation(surface.operations, exchange.request.method, exchange.request.url);
  if (operation?.source !== 'spec' || exchange.request.method === 'HEAD') return undefined;
  const { status } = exchange.response;
  const response = [String(status), '2XX', 'default']
    .map((code) =>
      operation.responses.find((documented) => documented.status.toUpperCase() === code.toUpperCase()),
    )
    .find((documented) => documented !== undefined);
  const schema = response?.content.find(({ mediaType }) => /json|\*\/\*/.test(mediaType))?.schema;
  const value = json(exchange.response);
  return schema === undefined || value === undefined || value === null
    ? undefined
    : { operation, schema, value };
}
