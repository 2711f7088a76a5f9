import { looksLikeRefusal } from '../answers/answers.ts';
import { isAdministrative } from '../discovery/administration.ts';
import type { ExplorationRecord, Heard } from '../exploration/record.ts';
import { anonymous } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import type { OperationPlace } from './operations.ts';
import { readOperations } from './operations.ts';
import type { Known, PlaceKind } from './place.ts';

/** Read operations that refuse anonymous: what every way past the login is measured against. */
export const refusedOperations: PlaceKind<OperationPlace> = {
  one: 'operation that refuses anonymous',
  many: 'operations that refuse anonymous',
  find: async (known) => {
    const places = await readOperations.find(known);
    const refused = await Promise.all(places.map((place) => refuses(place, known)));
    const found = places.filter((_place, at) => refused[at]);
    // A sample holds what matters most: what is for those who run the service.
    const isFirst = ({ operation }: OperationPlace) =>
      isAdministrative(operation) ||
      known.record.heard(operation, known.http.identity)?.status === 'forbidden';
    return [...found.filter(isFirst), ...found.filter((place) => !isFirst(place))];
  },
  key: readOperations.key,
  operationOf: ({ operation }) => operation,
};

/** Refused to anonymous when it was explored. */
export function refusesAnonymous(record: ExplorationRecord, operation: Operation): boolean {
  const heard = record.heard(operation, anonymous);
  return heard !== undefined && isRefusal(heard);
}

async function refuses({ operation, request }: OperationPlace, known: Known): Promise<boolean> {
  const heard = known.record.heard(operation, anonymous);
  if (heard?.status !== 'not-found') return heard !== undefined && isRefusal(heard);
  // Where every unknown path is refused with status 200, a refusal looks like a path that is absent.
  const exchange = await known.anonymous.attemptOnce(request);
  return !(exchange instanceof Error) && looksLikeRefusal(exchange);
}

function isRefusal({ status, reason }: Heard): boolean {
  return (
    status === 'unauthorized' ||
    status === 'forbidden' ||
    (status === 'redirected' && LOGIN.test(reason ?? ''))
  );
}

const LOGIN = /login/;
