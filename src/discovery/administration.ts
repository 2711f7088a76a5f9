import type { Operation } from '../openapi/operation.ts';

/** Words that a path or its documentation gives to what only the people who run the service may do. */
const WORDS =
  /^(?:admin\w*|internal|management|mgmt|superuser|sudo|back-?office|_?debug|impersonate|feature-?flags|audit-?logs?)$/i;
const TAGS = /^(?:admin\w*|internal|management|back-?office|operations? only|staff)$/i;
/** Management pages that are open on purpose where they say only that the service lives. */
const LIVENESS = /\/(?:health\w*|live\w*|ready\w*|ping|info|status|version)(?:\/|$)/i;
const ADMINISTRATIVE_SCOPE = /(?:^|[:._-])(?:admin\w*|superuser|manage|root)(?:$|[:._-])/i;

/** True for operations that by their path, tag, name or scope belong to whoever runs the service. */
export function isAdministrative(operation: Operation): boolean {
  if (LIVENESS.test(operation.path)) return false;
  const segments = operation.path.split('/').filter((segment) => !segment.startsWith('{'));
  if (segments.some((segment) => WORDS.test(segment))) return true;
  if (operation.tags.some((tag) => TAGS.test(tag))) return true;
  if (/^(?:admin|superuser)[A-Z_]/.test(operation.operationId ?? '')) return true;
  return (operation.security ?? []).some((requirement) =>
    Object.values(requirement)
      .flat()
      .some((scope) => ADMINISTRATIVE_SCOPE.test(scope)),
  );
}
