import type { Check } from '../rule.ts';
import { codeInjection } from './code-injection.ts';
import { commandInjection } from './command-injection.ts';
import { crlfInjection } from './crlf-injection.ts';
import { dangerousMethodsAllowed } from './dangerous-methods-allowed.ts';
import { graphqlSimpleContentType } from './graphql-simple-content-type.ts';
import { hostHeaderReflected } from './host-header-reflected.ts';
import { htmlServedJson } from './html-served-json.ts';
import { jsonpCallback } from './jsonp-callback.ts';
import { ldapInjection } from './ldap-injection.ts';
import { lookupInjection } from './lookup-injection.ts';
import { malformedCredentialError } from './malformed-credential-error.ts';
import { malformedUrlError } from './malformed-url-error.ts';
import { missingContentTypeOptions } from './missing-content-type-options.ts';
import { missingFrameProtection } from './missing-frame-protection.ts';
import { negativeAmountAccepted } from './negative-amount-accepted.ts';
import { negativeQuantityAccepted } from './negative-quantity-accepted.ts';
import { nosqlInjection } from './nosql-injection.ts';
import { nullOriginAllowed } from './null-origin-allowed.ts';
import { openRedirect } from './open-redirect.ts';
import { ordinaryRequestError } from './ordinary-request-error.ts';
import { overdrawnTransferAccepted } from './overdrawn-transfer-accepted.ts';
import { oversizedCredentialAccepted } from './oversized-credential-accepted.ts';
import { pathTraversal } from './path-traversal.ts';
import { permissivePreflight } from './permissive-preflight.ts';
import { prefixMatchedOrigin } from './prefix-matched-origin.ts';
import { reflectedMarkup } from './reflected-markup.ts';
import { reflectedOrigin } from './reflected-origin.ts';
import { regexDenial } from './regex-denial.ts';
import { schemaViolationAccepted } from './schema-violation-accepted.ts';
import { sqlInjection } from './sql-injection.ts';
import { storedMarkup } from './stored-markup.ts';
import { templateInjection } from './template-injection.ts';
import { traceEnabled } from './trace-enabled.ts';
import { unhandledParameterError } from './unhandled-parameter-error.ts';
import { unrestrictedUpload } from './unrestricted-upload.ts';
import { verboseContentNegotiation } from './verbose-content-negotiation.ts';
import { wildcardOriginWithCredentials } from './wildcard-origin-with-credentials.ts';
import { xmlExternalEntity } from './xml-external-entity.ts';
import { xpathInjection } from './xpath-injection.ts';

export const inputValidation: Check = {
  id: 'input-validation',
  title: 'Injection and input validation',
  owasp: 'API8:2023 Security Misconfiguration',
  purpose: 'Is input validated before it is used, and are browsers protected?',
  essential: [
    'reflected-origin',
    'reflected-markup',
    'sql-injection',
    'command-injection',
    'nosql-injection',
    'path-traversal',
  ],
  rules: [
    reflectedOrigin,
    wildcardOriginWithCredentials,
    graphqlSimpleContentType,
    nullOriginAllowed,
    prefixMatchedOrigin,
    permissivePreflight,
    traceEnabled,
    dangerousMethodsAllowed,
    schemaViolationAccepted,
    negativeAmountAccepted,
    negativeQuantityAccepted,
    overdrawnTransferAccepted,
    unhandledParameterError,
    ordinaryRequestError,
    malformedUrlError,
    malformedCredentialError,
    oversizedCredentialAccepted,
    missingContentTypeOptions,
    missingFrameProtection,
    htmlServedJson,
    reflectedMarkup,
    storedMarkup,
    unrestrictedUpload,
    jsonpCallback,
    hostHeaderReflected,
    verboseContentNegotiation,
    sqlInjection,
    nosqlInjection,
    lookupInjection,
    commandInjection,
    codeInjection,
    templateInjection,
    pathTraversal,
    xpathInjection,
    xmlExternalEntity,
    ldapInjection,
    crlfInjection,
    openRedirect,
    regexDenial,
  ],
};
