import type { Operation } from '../openapi/operation.ts';
import { bodyMembers } from './described-body.ts';
import type { PlaceKind } from './place.ts';

/** An operation that changes a record which may be an account, and takes an e-mail address. */
export interface EmailChange {
  readonly operation: Operation;
  readonly names: readonly string[];
  /** The member with the address. */
  readonly email: string;
}

export const emailChanges: PlaceKind<EmailChange> = {
  one: 'operation that changes an e-mail address',
  many: 'operations that change an e-mail address',
  find: ({ surface: { operations, spec } }) =>
    operations.flatMap((operation): EmailChange[] => {
      const { method, path } = operation;
      const isCalledSo = /e-?mail|(?:^|\/)mail/i.test(path);
      if (!['PUT', 'PATCH', ...(isCalledSo ? ['POST'] : [])].includes(method) || SENDS.test(path)) return [];
      const names = bodyMembers(operation, spec)?.names ?? [];
      const email = names.find((name) => EMAIL.test(name));
      return email === undefined ? [] : [{ operation, names, email }];
    }),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

const EMAIL = /^(?:new_?)?e?-?mail(?:_?address)?$/i;
/** Where an address is sent for another reason than to change it. */
const SENDS =
  /log-?in|sign-?(?:in|up)|regist|forgot|reset|verif|confirm|subscri|newsletter|invit|contact|send/i;
