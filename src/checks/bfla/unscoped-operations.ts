import { isAdministrative } from '../../discovery/administration.ts';
import type { Operation, SecurityScheme, Spec } from '../../openapi/operation.ts';
import { isSafe } from '../../openapi/operation.ts';
import { documentedOperations } from '../../places/documented-operations.ts';
import { defineRule } from '../rule.ts';

export const unscopedOperations = defineRule({
  id: 'unscoped-operations',
  title: 'Write or admin operation without OAuth scope',
  aliases: ['OAuth scopes', 'least privilege', 'missing scope'],
  severity: 'low',
  cwe: [285, 1220],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any valid token may change or administer data here. OAuth scopes, which limit what a token may do, are not required.',
  remediation:
    'Give each group of write and admin operations a scope, require it in the document, and check it in the service.',
  needs: ['spec'],
  inapplicable: ({ spec }) =>
    spec && [...spec.securitySchemes.values()].some((scheme) => hasScopes(scheme, spec))
      ? undefined
      : 'the API document has no OAuth 2 scheme with scopes',
  places: documentedOperations,
  judge(operation, { surface }) {
    const { spec } = surface;
    if (!spec || operation.source !== 'spec' || (isSafe(operation.method) && !isAdministrative(operation)))
      return 'clean';
    const scheme = unscopedScheme(operation, spec);
    if (scheme === undefined) return 'clean';
    return {
      operation,
      url: operation.server + operation.path,
      confidence: 'likely',
      evidenceSummary: `${operation.id} requires ${scheme} without a scope.`,
      proof: [{ exchange: surface.entry, note: 'the service that the API document describes' }],
      control: { fact: `${spec.uri}#${operation.pointer ?? ''} requires ${scheme}: []` },
    };
  },
});

/** The scheme that an operation requires without a scope while scopes are possible. */
function unscopedScheme({ security = [] }: Operation, spec: Spec): string | undefined {
  for (const requirement of security) {
    const scoped = Object.entries(requirement).filter(([name]) => {
      const scheme = spec.securitySchemes.get(name);
      return scheme !== undefined && hasScopes(scheme, spec);
    });
    const [first] = scoped;
    if (first && scoped.every(([, scopes]) => scopes.length === 0)) return first[0];
  }
  return undefined;
}

/** Where no scope exists, none can be asked for: a password flow is often nothing but a login form in the document. */
function hasScopes({ name, type, flows = [] }: SecurityScheme, { operations }: Spec): boolean {
  if (type !== 'oauth2' && type !== 'openIdConnect') return false;
  return (
    flows.some(({ scoped }) => scoped) ||
    operations.some(({ security = [] }) =>
      security.some((requirement) => (requirement[name] ?? []).length > 0),
    )
  );
}
