import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import type { PlaceKind } from './place.ts';

/** An operation that sets a password, with the members of its body and a sample of it. */
export interface PasswordChange {
  readonly operation: Operation;
  readonly names: readonly string[];
  readonly sample: Node;
}

export const NEW_PASSWORD = /^(?:new_?)?(?:password|passwd|pass|pwd)$/i;
/** The present password, asked for once more. */
export const OLD_PASSWORD = /^(?:old|current|existing|previous)_?(?:password|passwd|pass|pwd)$/i;
/** Where a password is sent for another reason than to change it, or mails go out. */
const NOT_CHANGED = /log-?in|sign-?(?:in|up)|regist|token|session|forgot|oauth|verify|mail\/?$/i;

export const passwordChanges: PlaceKind<PasswordChange> = {
  one: 'operation that changes a password',
  many: 'operations that change a password',
  find: ({ surface: { operations, spec } }) =>
    operations.flatMap((operation) => passwordChange(operation, spec)),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

function passwordChange(operation: Operation, spec: Spec | undefined): PasswordChange[] {
  const { method, path, bodies } = operation;
  const isCalledSo = /passw|pwd/i.test(path);
  if (!['PUT', 'PATCH', ...(isCalledSo ? ['POST'] : [])].includes(method) || NOT_CHANGED.test(path))
    return [];
  const content = bodies.find(({ mediaType }) => /json|x-www-form-urlencoded/.test(mediaType));
  const names = Object.keys(propertiesOf(content?.schema, spec));
  if (!names.some((name) => NEW_PASSWORD.test(name))) return [];
  const sample = sampleFor(spec, content?.schema, { example: content?.example }).value;
  return [{ operation, names, sample: isNode(sample) ? sample : {} }];
}
