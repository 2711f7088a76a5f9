import { flatten } from '../../openapi/merge-schemas.ts';
import { isNode } from '../../openapi/node.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import type { Severity } from '../../result.ts';
import { plainName } from '../fields.ts';
import { defineRule } from '../rule.ts';
import { documentProof } from './document-proof.ts';

/** Fields that only the service or an administrator sets. */
const PRIVILEGE =
  /^(?:role|roles|isadmin|admin|isstaff|issuperuser|permissions|scopes|usertype|accesslevel|plan|credits|balance|accountbalance)$/;
const BOOKKEEPING =
  /^(?:createdat|updatedat|createdby|modifiedat|deletedat|emailverified|isverified|verifiedat|lastlogin|passwordhash)$/;
/** Where people write their own record. */
const OWN_RECORD = /(?:^|\/)(?:register|registration|sign-?up|me|profile|account|self|settings)(?:\/|$)/i;

export const writableReadOnlyField = defineRule({
  id: 'writable-read-only-field',
  title: 'Requests are documented to set what only the service should set',
  severity: 'low',
  cwe: [915],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:L/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The schema of a request has members such as a role or a creation time and does not mark them readOnly. If the service copies them, callers give themselves rights or rewrite history.',
  fix: 'Give requests a schema of their own without these members, or mark them readOnly and ignore them.',
  needs: ['spec'],
  async *probe(context) {
    const { spec, operations } = context.surface;
    if (!spec) return;
    const found = operations.flatMap((operation) => writable(operation, spec));
    if (found.length === 0) return;
    const exchange = await documentProof(context);
    for (const { operation, names, severity } of found) {
      yield {
        operation,
        confidence: 'tentative',
        cause: severity === 'low' ? 'privileges' : 'bookkeeping',
        severity,
        saw: `${operation.id} takes ${names.join(', ')}.`,
        proof: [{ exchange, note: `the request schema of ${operation.id}` }],
      };
    }
  },
});

interface Writable {
  readonly operation: Operation;
  readonly names: readonly string[];
  readonly severity: Severity;
}

function writable(operation: Operation, spec: Spec): Writable[] {
  if (!['POST', 'PUT', 'PATCH'].includes(operation.method)) return [];
  const { schema } = flatten(operation.bodies[0]?.schema, spec.resolve);
  const properties = isNode(schema) && isNode(schema.properties) ? schema.properties : {};
  const names = Object.entries(properties)
    .filter(([, property]) => {
      const resolved = spec.resolve(property);
      return !(isNode(resolved) && resolved.readOnly === true);
    })
    .map(([name]) => name);
  const privileges = OWN_RECORD.test(operation.path)
    ? names.filter((name) => PRIVILEGE.test(plainName(name)))
    : [];
  const kept = names.filter((name) => BOOKKEEPING.test(plainName(name)));
  const groups: Writable[] = [
    { operation, names: privileges, severity: 'low' },
    { operation, names: kept, severity: 'info' },
  ];
  return groups.filter((group) => group.names.length > 0);
}
