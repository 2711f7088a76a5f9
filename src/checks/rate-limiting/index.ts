import type { Check } from '../rule.ts';
import { fatalRequest } from './fatal-request.ts';
import { forwardedForEscape } from './forwarded-for-escape.ts';
import { graphqlAliases } from './graphql-aliases.ts';
import { graphqlBatching } from './graphql-batching.ts';
import { graphqlDepth } from './graphql-depth.ts';
import { graphqlDirectiveOverloading } from './graphql-directive-overloading.ts';
import { graphqlFieldDuplication } from './graphql-field-duplication.ts';
import { idempotencyKeyIgnored } from './idempotency-key-ignored.ts';
import { keyRotationEscape } from './key-rotation-escape.ts';
import { limitWithoutGuidance } from './limit-without-guidance.ts';
import { missingHeaderSizeLimit } from './missing-header-size-limit.ts';
import { missingPagination } from './missing-pagination.ts';
import { missingUrlLengthLimit } from './missing-url-length-limit.ts';
import { oneTimeCodeReused } from './one-time-code-reused.ts';
import { oversizedAnswer } from './oversized-answer.ts';
import { pathCaseEscape } from './path-case-escape.ts';
import { queryVariationEscape } from './query-variation-escape.ts';
import { slowOperation } from './slow-operation.ts';
import { stateForUnissuedCredentials } from './state-for-unissued-credentials.ts';
import { unboundedArray } from './unbounded-array.ts';
import { unboundedString } from './unbounded-string.ts';
import { uncompressedLargeAnswer } from './uncompressed-large-answer.ts';
import { undocumented429 } from './undocumented-429.ts';
import { unlimitedLoginAttempts } from './unlimited-login-attempts.ts';
import { unlimitedPageSize } from './unlimited-page-size.ts';
import { unlimitedRequests } from './unlimited-requests.ts';
import { unlimitedUploadSize } from './unlimited-upload-size.ts';

export const rateLimiting: Check = {
  id: 'rate-limiting',
  title: 'Unrestricted resource consumption',
  owasp: 'API4:2023 Unrestricted Resource Consumption',
  purpose: 'Does the service limit what one client can consume?',
  essential: ['unlimited-requests', 'missing-pagination'],
  rules: [
    unlimitedRequests,
    limitWithoutGuidance,
    forwardedForEscape,
    pathCaseEscape,
    queryVariationEscape,
    keyRotationEscape,
    stateForUnissuedCredentials,
    fatalRequest,
    unlimitedPageSize,
    unlimitedUploadSize,
    missingPagination,
    oversizedAnswer,
    uncompressedLargeAnswer,
    slowOperation,
    missingHeaderSizeLimit,
    missingUrlLengthLimit,
    graphqlBatching,
    graphqlAliases,
    graphqlFieldDuplication,
    graphqlDepth,
    graphqlDirectiveOverloading,
    undocumented429,
    unboundedArray,
    unboundedString,
    unlimitedLoginAttempts,
    oneTimeCodeReused,
    idempotencyKeyIgnored,
  ],
};
