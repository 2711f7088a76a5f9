import type { Operation } from '../operation.ts';
import { isSecured } from '../secured.ts';
import { defineSpecRule, type SpecPlace } from './observation.ts';

function documents(operation: Operation, status: string): boolean {
  return operation.responses.some((response) => response.status === status || response.status === '4XX');
}

function* without(operations: readonly Operation[], status: string, because: string): Iterable<SpecPlace> {
  for (const operation of operations) {
    if (documents(operation, status)) continue;
    yield {
      pointer: `${operation.pointer ?? ''}/responses`,
      operationId: operation.id,
      evidenceSummary: `${operation.id} ${because} and documents no ${status} response.`,
    };
  }
}

export const undocumented401 = defineSpecRule({
  id: 'undocumented-401',
  severity: 'info',
  title: '401 response not documented',
  aliases: ['undocumented 401', 'OpenAPI responses'],
  description:
    'Clients handle a missing or expired credential wrongly, and tests do not check for it. The API document has no 401 response.',
  remediation: 'Add a 401 response to every operation that requires a credential.',
  cwe: [1059],
  observe: (spec) => without(spec.operations.filter(isSecured), '401', 'requires a credential'),
});

export const undocumented403 = defineSpecRule({
  id: 'undocumented-403',
  severity: 'info',
  title: '403 or 404 response not documented',
  aliases: ['OpenAPI responses'],
  description:
    'Tests do not check that an object of another user is rejected. The API document has no 403 or 404 response.',
  remediation:
    'Document the response to a caller who may not have the object: 403, or 404 where its existence is private.',
  cwe: [1059],
  observe: (spec) =>
    without(
      spec.operations.filter(
        (operation) =>
          isSecured(operation) &&
          operation.parameters.some(({ in: place }) => place === 'path') &&
          !documents(operation, '404'),
      ),
      '403',
      'addresses one object',
    ),
});

export const undocumented429 = defineSpecRule({
  id: 'undocumented-429',
  severity: 'info',
  title: '429 response not documented',
  aliases: ['rate limit', 'OpenAPI responses'],
  description:
    'Clients do not know how fast they may send requests, and may not handle a rejection. The API document defines no rate limit for the operation.',
  remediation: 'Limit the rate of requests, and document 429 with Retry-After.',
  cwe: [770, 1059],
  observe: (spec) => without(spec.operations, '429', 'can be called'),
});
