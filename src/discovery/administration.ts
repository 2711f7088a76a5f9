import type { Operation } from '../openapi/operation.ts';

/** Words that a path or its documentation gives to what only the people who run the service may do. */
const WORDS =
  /^(?:admin\w*|internal|management|mgmt|superuser|sudo|back-?office|_?debug|impersonate|feature-?flags|audit-?logs?)$/i;
const TAGS = /^(?:admin\w*|internal|management|back-?office|operations? only|staff)$/i;
/** Management pages that are open on purpose where they say only that the service lives. */
const LIVENESS = /\/(?:health\w*|live\w*|ready\w*|ping|info|status|version)(?:\/|$)/i;
const ADMINISTRATIVE_SCOPE = /(?:^|[:._-])(?:admin\w*|superuser|manage|root)(?:$|[:._-])/i;

/** Who is in charge of one thing among many: of a team, an event, a document. */
const IN_CHARGE_OF_ONE =
  /owner|organi[sz]er|manager|maintainer|moderator|editor|\b(?:team|project|group|organi[sz]ation|workspace|tenant|company|account|board|channel|room) (?:admin|operator|supervisor)/i;

/** True for operations that by path, tag, name, scope or the words of the document belong to whoever runs the service. */
export function isAdministrative(operation: Operation): boolean {
  if (LIVENESS.test(operation.path)) return false;
  if (fixedSegments(operation.path).some((segment) => WORDS.test(segment))) return true;
  if (operation.audience?.isPlain && !IN_CHARGE_OF_ONE.test(operation.audience.who)) return true;
  if (operation.tags.some((tag) => TAGS.test(tag))) return true;
  if (/^(?:admin|superuser)[A-Z_]/.test(operation.operationId ?? '')) return true;
  return (operation.security ?? []).some((requirement) =>
    Object.values(requirement)
      .flat()
      .some((scope) => ADMINISTRATIVE_SCOPE.test(scope)),
  );
}

/**
 * True where it depends on the object who may: `/teams/{team}/audit-log` is the team's own, and "owners only" below a
 * path parameter means the owners of that one object. Nobody's role in the service says anything about it.
 */
export function dependsOnObject(operation: Operation): boolean {
  const [above = ''] = operation.path.split('{');
  if (above === operation.path || fixedSegments(above).some((segment) => WORDS.test(segment))) return false;
  return operation.audience ? IN_CHARGE_OF_ONE.test(operation.audience.who) : isAdministrative(operation);
}

function fixedSegments(path: string): string[] {
  return path.split('/').filter((segment) => !segment.startsWith('{'));
}
