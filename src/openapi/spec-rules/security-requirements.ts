import type { Operation, Spec } from '../operation.ts';
import { isSecured, statedPublic } from '../secured.ts';
import { defineSpecRule } from './observation.ts';

/** Paths that have to be open for a service to be used at all. */
const PUBLIC_BY_NATURE =
  /(^|[/._-])(log-?in|log-?out|sign-?in|sign-?up|register|registration|auth|oauth2?|token|sessions?|password|health\w*|live\w*|ready\w*|status|ping|version|metrics|docs|openapi\w*|swagger\w*|robots|favicon|well-known|jwks|webhooks?|callback)([/._-]|$)/i;

function placeOf(operation: Operation): { readonly pointer: string; readonly operationId: string } {
  return { pointer: operation.pointer ?? '', operationId: operation.id };
}

export const undefinedSecurityScheme = defineSpecRule({
  id: 'undefined-security-scheme',
  severity: 'medium',
  title: 'OpenAPI security scheme not defined',
  aliases: ['securitySchemes', 'undefined security requirement'],
  description:
    'Gateways and clients may treat the operation as public, so that anyone can call it. Tools that read the document cannot tell which credential is meant.',
  remediation:
    'Define the scheme under components.securitySchemes (Swagger 2.0: securityDefinitions), or correct its name.',
  cwe: [1059, 306],
  *observe(spec) {
    for (const operation of spec.operations) {
      yield undefined;
      const names = new Set((operation.security ?? []).flatMap((requirement) => Object.keys(requirement)));
      for (const name of names) {
        if (spec.securitySchemes.has(name)) continue;
        yield {
          ...placeOf(operation),
          evidenceSummary: `${operation.id} requires "${name}", which is not defined.`,
        };
      }
    }
  },
});

export const unsecuredDocument = defineSpecRule({
  id: 'unsecured-document',
  severity: 'medium',
  title: 'OpenAPI document without security requirements',
  aliases: ['no security schemes', 'security field missing', 'global security'],
  description:
    'Anyone can use everything in the API without authentication, if the document is right. It requires no credential.',
  remediation:
    'Define the security requirement at the root of the document, and an empty one where an operation is intentionally public.',
  cwe: [306],
  *observe(spec) {
    if (spec.operations.length === 0 || spec.operations.some(isSecured)) return;
    const count = spec.operations.length;
    yield { pointer: '', evidenceSummary: `None of the ${count} operations requires a security scheme.` };
  },
});

export const unsecuredSibling = defineSpecRule({
  id: 'unsecured-sibling',
  severity: 'low',
  title: 'Operation without security beside protected ones',
  aliases: ['missing security requirement', 'inconsistent authentication'],
  description:
    'Anyone may be able to use this method without authentication. The other methods of the resource are documented as protected; this one is public, often by oversight.',
  remediation:
    'Require the same credential as the other methods, or define an empty requirement to show that it is intentionally public.',
  cwe: [306, 862],
  *observe(spec) {
    const securedAt = new Map(
      spec.operations.filter(isSecured).map((operation) => [operation.path, operation]),
    );
    for (const operation of unsecured(spec)) {
      const sibling = securedAt.get(operation.path);
      // A public list beside protected changes is how most public APIs are made.
      if (!sibling || (operation.method === 'GET' && sibling.method !== 'GET')) continue;
      yield {
        ...placeOf(operation),
        evidenceSummary: `${operation.id} requires no credential, ${sibling.id} does.`,
        severity: operation.method === 'GET' ? 'low' : 'medium',
      };
    }
  },
});

export const unsecuredPathParameter = defineSpecRule({
  id: 'unsecured-path-parameter',
  severity: 'low',
  title: 'Object accessible by ID without security',
  aliases: ['BOLA', 'IDOR', 'missing security requirement', 'OpenAPI'],
  description:
    'Anyone who enumerates IDs may be able to read or change every object. The operation on a single object requires no credential.',
  remediation: 'Require a credential for operations on one object, and check that the user may access it.',
  cwe: [862, 639],
  *observe(spec) {
    for (const operation of unsecured(spec)) {
      const parameter = operation.parameters.find(({ in: place }) => place === 'path');
      if (!parameter) continue;
      yield {
        ...placeOf(operation),
        evidenceSummary: `${operation.id} takes "${parameter.name}" in the path and requires no credential.`,
        severity: ['GET', 'HEAD', 'OPTIONS', 'QUERY'].includes(operation.method) ? 'low' : 'medium',
      };
    }
  },
});

/** Operations without a requirement in documents that have some elsewhere; stated publicness counts as intended. */
function unsecured(spec: Spec): readonly Operation[] {
  if (!spec.operations.some(isSecured)) return [];
  return spec.operations.filter(
    (operation) =>
      !isSecured(operation) && !statedPublic(operation) && !PUBLIC_BY_NATURE.test(operation.path),
  );
}
