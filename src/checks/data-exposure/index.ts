import type { Check } from '../rule.ts';
import { bankAccountNumber } from './bank-account-number.ts';
import { cacheableSensitiveAnswer } from './cacheable-sensitive-answer.ts';
import { debugHeaderExposed } from './debug-header-exposed.ts';
import { debugPageExposed } from './debug-page-exposed.ts';
import { directoryListing } from './directory-listing.ts';
import { emailAddressesExposed } from './email-addresses-exposed.ts';
import { exposedSecret } from './exposed-secret.ts';
import { graphqlSuggestions } from './graphql-suggestions.ts';
import { growingMetricsPublic } from './growing-metrics-public.ts';
import { internalFilePathExposed } from './internal-file-path-exposed.ts';
import { keyMaterialInMetrics } from './key-material-in-metrics.ts';
import { nationalIdNumber } from './national-id-number.ts';
import { passwordHashExposed } from './password-hash-exposed.ts';
import { paymentCardNumber } from './payment-card-number.ts';
import { personalFieldsExposed } from './personal-fields-exposed.ts';
import { phoneNumbersExposed } from './phone-numbers-exposed.ts';
import { plaintextPasswordExposed } from './plaintext-password-exposed.ts';
import { publicToken } from './public-token.ts';
import { secretInUrl } from './secret-in-url.ts';
import { sourceMapExposed } from './source-map-exposed.ts';
import { stackTraceExposed } from './stack-trace-exposed.ts';
import { verboseError } from './verbose-error.ts';

export const dataExposure: Check = {
  id: 'data-exposure',
  title: 'Sensitive data exposure',
  owasp: 'API3:2023 Broken Object Property Level Authorization',
  purpose: 'Do responses expose personal data, secrets or internals?',
  essential: [
    'exposed-secret',
    'password-hash-exposed',
    'plaintext-password-exposed',
    'personal-fields-exposed',
    'stack-trace-exposed',
  ],
  rules: [
    paymentCardNumber,
    bankAccountNumber,
    nationalIdNumber,
    emailAddressesExposed,
    phoneNumbersExposed,
    personalFieldsExposed,
    exposedSecret,
    publicToken,
    passwordHashExposed,
    plaintextPasswordExposed,
    stackTraceExposed,
    debugPageExposed,
    verboseError,
    internalFilePathExposed,
    secretInUrl,
    keyMaterialInMetrics,
    growingMetricsPublic,
    directoryListing,
    sourceMapExposed,
    cacheableSensitiveAnswer,
    debugHeaderExposed,
    graphqlSuggestions,
  ],
};
