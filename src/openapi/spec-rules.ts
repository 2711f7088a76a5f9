import type { Spec } from './operation.ts';
import { undocumented401, undocumented403, undocumented429 } from './spec-rules/documented-refusals.ts';
import { credentialInDocument } from './spec-rules/example-credentials.ts';
import type { SpecObservation, SpecRule } from './spec-rules/observation.ts';
import {
  openRequestBody,
  unboundedArray,
  unboundedInteger,
  unboundedString,
} from './spec-rules/request-bounds.ts';
import { sensitiveResponseProperty } from './spec-rules/response-secrets.ts';
import {
  undefinedSecurityScheme,
  unsecuredDocument,
  unsecuredPathParameter,
  unsecuredSibling,
} from './spec-rules/security-requirements.ts';
import { internalServer, plainHttpServer } from './spec-rules/servers.ts';
import {
  apiKeyInQuery,
  basicOverHttp,
  implicitFlow,
  passwordFlow,
  plainHttpTokenUrl,
} from './spec-rules/weak-schemes.ts';

/** Everything that can be said of a document without a request. */
export const SPEC_RULES: readonly SpecRule[] = [
  undefinedSecurityScheme,
  unsecuredDocument,
  unsecuredSibling,
  unsecuredPathParameter,
  undocumented401,
  undocumented403,
  undocumented429,
  unboundedArray,
  unboundedString,
  unboundedInteger,
  openRequestBody,
  sensitiveResponseProperty,
  apiKeyInQuery,
  basicOverHttp,
  implicitFlow,
  passwordFlow,
  plainHttpTokenUrl,
  plainHttpServer,
  internalServer,
  credentialInDocument,
];

/** All observations of one rule, or of all. */
export function* observe(spec: Spec, rules: readonly SpecRule[] = SPEC_RULES): Iterable<SpecObservation> {
  for (const { observe: places, ...facts } of rules) {
    for (const place of places(spec)) if (place) yield { ...facts, ...place };
  }
}
