import type { Surface } from '../discovery/surface.ts';
import type { Identity } from '../identities/identity.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import type { PlaceKind } from './place.ts';

/** An operation by which one user gives another something that is counted. */
export interface Transfer {
  readonly operation: Operation;
  readonly amount: string;
  readonly recipient: string;
  /** True where the document has the recipient as a number. */
  readonly isNumbered: boolean;
  /** True where it is an e-mail address, by its name or its format. */
  readonly isMail: boolean;
  /** The most that the document lets anybody send at once. */
  readonly most: number;
}

const GIVING = /transfer|send|gift|donat|tip|pay|move|share/i;
const AMOUNT =
  /^(?:amount|sum|value|minutes|hours|credits?|points|coins|tokens|units|quantity)(?:_?(?:cents|minor))?$/i;
const RECIPIENT =
  /^(?:to|recipient|receiver|payee|beneficiary|target|dest(?:ination)?)(?:$|_|[A-Z]|id$|user)/;

export const transfers: PlaceKind<Transfer> = {
  one: 'transfer from one user to another',
  many: 'transfers from one user to another',
  find: ({ surface }) => surface.operations.flatMap((operation) => transferOf(operation, surface)),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

/** A transfer whose body names what it is paid from. */
export interface SourcedTransfer {
  readonly operation: Operation;
  readonly source: string;
  readonly amount: string;
  /** The least that the document lets anybody send. */
  readonly least: number;
  readonly recipient: string;
}

const SOURCE =
  /^(?:from|source|src|debit(?:ed)?|payer|sender|origin)(?:_?(?:wallet|account|card|purse|pocket)(?:_?(?:id|no|number|uuid))?|_?id)?$/i;

/** The same transfers between accounts or wallets, of which a user may have several. */
export function sourcedTransfers({ operations, spec }: Surface): SourcedTransfer[] {
  return operations.flatMap((operation) => {
    const { method, path, bodies } = operation;
    if (method !== 'POST' || path.includes('{') || !GIVING.test(path)) return [];
    const properties = propertiesOf(jsonContent({ bodies })?.schema, spec);
    const named = (pattern: RegExp) => Object.keys(properties).find((name) => pattern.test(name));
    const [source, amount, recipient] = [named(SOURCE), named(AMOUNT), named(RECIPIENT)];
    if (source === undefined || amount === undefined || recipient === undefined) return [];
    const schema = (spec ?? WITHOUT_SPEC).resolve(properties[amount]);
    const minimum = isNode(schema) ? schema.minimum : undefined;
    return [{ operation, source, amount, recipient, least: typeof minimum === 'number' ? minimum : 1 }];
  });
}

/** Two users that the scan registered: what one gives the other harms nobody. */
export function ownPair({ identities }: Surface): readonly [Identity, Identity] | undefined {
  const [one, other] = identities.filter(({ account }) => account !== undefined);
  return one && other ? [one, other] : undefined;
}

function transferOf(operation: Operation, { spec }: Surface): Transfer[] {
  const { method, path, bodies } = operation;
  if (method !== 'POST' || path.includes('{') || !GIVING.test(path)) return [];
  const json = jsonContent({ bodies });
  const properties = propertiesOf(json?.schema, spec);
  const names = Object.keys(properties);
  const [amount] = names.filter((name) => AMOUNT.test(name));
  const [recipient] = names.filter((name) => RECIPIENT.test(name));
  if (amount === undefined || recipient === undefined) return [];
  const { resolve } = spec ?? WITHOUT_SPEC;
  const schemaOf = (name: string) => {
    const schema = resolve(properties[name]);
    return isNode(schema) ? schema : {};
  };
  const { type, format } = schemaOf(recipient);
  const { maximum } = schemaOf(amount);
  return [
    {
      ...{ operation, amount, recipient },
      isNumbered: type === 'integer',
      isMail: format === 'email' || /mail/i.test(recipient),
      most: typeof maximum === 'number' ? maximum : Number.POSITIVE_INFINITY,
    },
  ];
}
