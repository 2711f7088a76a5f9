import type { Check } from '../rule.ts';
import { apiKeyInQuery } from './api-key-in-query.ts';
import { basicOverCleartext } from './basic-over-cleartext.ts';
import { cacheableAuthenticatedAnswer } from './cacheable-authenticated-answer.ts';
import { credentialInDocument } from './credential-in-document.ts';
import { credentialInQuery } from './credential-in-query.ts';
import { damagedCredentialAccepted } from './damaged-credential-accepted.ts';
import { emailChangeWithoutProof } from './email-change-without-proof.ts';
import { jwtAlgorithmConfusion } from './jwt-algorithm-confusion.ts';
import { jwtAudienceUnchecked } from './jwt-audience-unchecked.ts';
import { jwtBlankEcdsaSignature } from './jwt-blank-ecdsa-signature.ts';
import { jwtCriticalHeaderIgnored } from './jwt-critical-header-ignored.ts';
import { jwtEmbeddedKeyTrusted } from './jwt-embedded-key-trusted.ts';
import { jwtExpiredAccepted } from './jwt-expired-accepted.ts';
import { jwtIssuerUnchecked } from './jwt-issuer-unchecked.ts';
import { jwtKeyAddressTrusted } from './jwt-key-address-trusted.ts';
import { jwtKidInjection } from './jwt-kid-injection.ts';
import { jwtMissingExpiry } from './jwt-missing-expiry.ts';
import { jwtNoneAlgorithm } from './jwt-none-algorithm.ts';
import { jwtNotBeforeIgnored } from './jwt-not-before-ignored.ts';
import { jwtOverlongLifetime } from './jwt-overlong-lifetime.ts';
import { jwtSensitiveClaims } from './jwt-sensitive-claims.ts';
import { jwtSignatureUnchecked } from './jwt-signature-unchecked.ts';
import { jwtUnsignedAccepted } from './jwt-unsigned-accepted.ts';
import { jwtWeakKey } from './jwt-weak-key.ts';
import { jwtWeakSecret } from './jwt-weak-secret.ts';
import { loginOverGet } from './login-over-get.ts';
import { methodDependentAuthentication } from './method-dependent-authentication.ts';
import { missingAuthenticateChallenge } from './missing-authenticate-challenge.ts';
import { implicitFlow } from './oauth-implicit-flow.ts';
import { passwordFlow } from './oauth-password-flow.ts';
import { passwordChangeWithoutOldOne } from './password-change-without-old-one.ts';
import { pathSpellingBypass } from './path-spelling-bypass.ts';
import { plainHttpTokenUrl } from './plain-http-token-url.ts';
import { predictableSessionToken } from './predictable-session-token.ts';
import { resetTokenInAnswer } from './reset-token-in-answer.ts';
import { rewriteHeaderBypass } from './rewrite-header-bypass.ts';
import { rubbishCredentialAccepted } from './rubbish-credential-accepted.ts';
import { sessionInUrl } from './session-in-url.ts';
import { sessionSurvivesLogout } from './session-survives-logout.ts';
import { sessionSurvivesPasswordChange } from './session-survives-password-change.ts';
import { unauthenticatedOperation } from './unauthenticated-operation.ts';
import { undefinedSecurityScheme } from './undefined-security-scheme.ts';
import { undocumented401 } from './undocumented-401.ts';
import { unsecuredDocument } from './unsecured-document.ts';
import { unsecuredSibling } from './unsecured-sibling.ts';
import { userEnumeration } from './user-enumeration.ts';
import { userEnumerationAtReset } from './user-enumeration-at-reset.ts';
import { versionBypass } from './version-bypass.ts';
import { weakPasswordAccepted } from './weak-password-accepted.ts';

export const authentication: Check = {
  id: 'authentication',
  title: 'Broken authentication',
  owasp: 'API2:2023 Broken Authentication',
  purpose: 'Can a client without a valid credential use a protected operation?',
  essential: [
    'unauthenticated-operation',
    'rubbish-credential-accepted',
    'jwt-signature-unchecked',
    'jwt-none-algorithm',
    'jwt-weak-secret',
    'jwt-expired-accepted',
  ],
  rules: [
    apiKeyInQuery,
    basicOverCleartext,
    cacheableAuthenticatedAnswer,
    credentialInDocument,
    credentialInQuery,
    damagedCredentialAccepted,
    jwtAlgorithmConfusion,
    jwtAudienceUnchecked,
    jwtBlankEcdsaSignature,
    jwtCriticalHeaderIgnored,
    jwtEmbeddedKeyTrusted,
    jwtExpiredAccepted,
    jwtIssuerUnchecked,
    jwtKeyAddressTrusted,
    jwtKidInjection,
    jwtMissingExpiry,
    jwtNoneAlgorithm,
    jwtNotBeforeIgnored,
    jwtOverlongLifetime,
    jwtSensitiveClaims,
    jwtSignatureUnchecked,
    jwtUnsignedAccepted,
    jwtWeakKey,
    jwtWeakSecret,
    loginOverGet,
    methodDependentAuthentication,
    missingAuthenticateChallenge,
    implicitFlow,
    passwordFlow,
    pathSpellingBypass,
    plainHttpTokenUrl,
    predictableSessionToken,
    rewriteHeaderBypass,
    rubbishCredentialAccepted,
    sessionInUrl,
    sessionSurvivesLogout,
    userEnumerationAtReset,
    resetTokenInAnswer,
    passwordChangeWithoutOldOne,
    sessionSurvivesPasswordChange,
    weakPasswordAccepted,
    emailChangeWithoutProof,
    unauthenticatedOperation,
    undefinedSecurityScheme,
    undocumented401,
    unsecuredDocument,
    unsecuredSibling,
    userEnumeration,
    versionBypass,
  ],
};
