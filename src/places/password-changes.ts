import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { NEW_PASSWORD, OLD_PASSWORD, SAYS_PASSWORD } from '../values/password-names.ts';
import type { PlaceKind } from './place.ts';

/** An operation that sets a password, with the members of its body and a sample of it. */
export interface PasswordChange {
  readonly operation: Operation;
  readonly names: readonly string[];
  /** Of these, what holds the new password, and what the present one. */
  readonly fresh: readonly string[];
  readonly present: readonly string[];
  readonly sample: Node;
}

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
  const isCalledSo = SAYS_PASSWORD.test(path);
  if (!['PUT', 'PATCH', ...(isCalledSo ? ['POST'] : [])].includes(method) || NOT_CHANGED.test(path))
    return [];
  const content = bodies.find(({ mediaType }) => /json|x-www-form-urlencoded/.test(mediaType));
  const names = Object.keys(propertiesOf(content?.schema, spec));
  const { fresh, present } = passwordsIn(names, isCalledSo);
  if (fresh.length === 0) return [];
  const sample = sampleFor(spec, content?.schema, { example: content?.example }).value;
  return [{ operation, names, fresh, present, sample: isNode(sample) ? sample : {} }];
}

/** Beside `new_password`, a plain `password` is the present one; where the path says what it is about, `old` and `new` do. */
function passwordsIn(names: readonly string[], isCalledSo: boolean) {
  const says = (words: RegExp) => names.filter((name) => words.test(name));
  const called = says(NEW_PASSWORD);
  const explicit = called.filter((name) => /^new/i.test(name));
  const olds = says(OLD_PASSWORD);
  if (explicit.length > 0)
    return { fresh: explicit, present: [...olds, ...called.filter((name) => !explicit.includes(name))] };
  if (called.length > 0 || !isCalledSo) return { fresh: called, present: olds };
  return { fresh: says(/^new$/i), present: [...olds, ...says(/^(?:old|current|present)$/i)] };
}
