import type { Operation } from '../openapi/operation.ts';
import type { SpecPlace, SpecRule } from '../openapi/spec-rules/observation.ts';
import { orNone } from './or-none.ts';
import type { PlaceKind } from './place.ts';

/** A place in the service's own OpenAPI document at which something was seen. */
export interface DocumentPlace extends SpecPlace {
  /** The operation that the place belongs to, as the scan knows it. */
  readonly operation?: Operation;
}

/** What `observe` sees in the document; `undefined` where the whole document was read and nothing seen. */
export function placesInDocument({
  observe,
}: Pick<SpecRule, 'observe'>): PlaceKind<DocumentPlace | undefined> {
  // Without `operationOf`: the document speaks for itself, even about an operation that does not answer.
  return orNone<DocumentPlace>({
    one: 'place in the document',
    many: 'places in the document',
    async find({ surface: { spec, operations }, breathe }) {
      const byId = new Map(operations.toReversed().map((operation) => [operation.id, operation]));
      const places: DocumentPlace[] = [];
      for (const document of spec ? [spec, ...(spec.others ?? [])] : []) {
        for (const place of observe(document)) {
          await breathe();
          if (!place) continue;
          const operation = byId.get(place.operationId ?? '');
          places.push(operation ? { ...place, operation } : place);
        }
      }
      return places;
    },
    key: ({ pointer, evidenceSummary }) => `${pointer} ${evidenceSummary}`,
  });
}
