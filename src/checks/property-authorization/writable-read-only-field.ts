import { isNode } from '../../openapi/node.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import { propertiesOf } from '../../openapi/properties-of.ts';
import { documentedOperations } from '../../places/documented-operations.ts';
import type { Severity } from '../../result.ts';
import { plainName } from '../fields.ts';
import { defineRule, untested } from '../rule.ts';
import { documentProof } from './document-proof.ts';

/** Fields that only the service or an administrator sets. */
const PRIVILEGE =
  /^(?:role|roles|isadmin|admin|isstaff|issuperuser|permissions|scopes|usertype|accesslevel|plan|credits|balance|accountbalance)$/;
const BOOKKEEPING =
  /^(?:createdat|updatedat|createdby|modifiedat|deletedat|emailverified|isverified|verifiedat|lastlogin|passwordhash)$/;
/** Where people write their own record. */
const OWN_RECORD = /(?:^|\/)(?:register|registration|sign-?up|me|profile|account|self|settings)(?:\/|$)/i;

const WRITING: readonly string[] = ['POST', 'PUT', 'PATCH'];

export const writableReadOnlyField = defineRule({
  id: 'writable-read-only-field',
  title: 'Read-only property writable in request schema',
  aliases: ['mass assignment', 'readOnly', 'BOPLA'],
  severity: 'low',
  cwe: [915],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:L/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'If the service copies these properties, clients can gain permissions or change history. A request schema contains properties such as a role or a creation time that are not marked readOnly.',
  remediation:
    'Use a separate schema for requests without these properties, or mark them readOnly and ignore them.',
  needs: ['spec'],
  places: documentedOperations,
  leaveOut: ({ method, source }) =>
    WRITING.includes(method) && source === 'spec'
      ? undefined
      : 'no documented operation accepts an object to store',
  async judge(operation, context) {
    const { spec } = context.surface;
    if (!spec) return untested('no document');
    const found = writable(operation, spec);
    if (found.length === 0) return 'clean';
    const exchange = await documentProof(context);
    return found.map(({ names, severity }) => ({
      operation,
      confidence: 'tentative',
      cause: severity === 'low' ? 'privileges' : 'bookkeeping',
      severity,
      evidenceSummary: `${operation.id} accepts ${names.join(', ')}.`,
      proof: [{ exchange, note: `the request schema of ${operation.id}` }],
    }));
  },
});

interface Writable {
  readonly names: readonly string[];
  readonly severity: Severity;
}

function writable(operation: Operation, spec: Spec): Writable[] {
  const names = Object.entries(propertiesOf(operation.bodies[0]?.schema, spec))
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
    { names: privileges, severity: 'low' },
    { names: kept, severity: 'info' },
  ];
  return groups.filter((group) => group.names.length > 0);
}
