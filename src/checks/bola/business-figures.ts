import { percentEncoded } from '../../http/foreign-text.ts';
import type { ObjectPlace } from '../../places/objects.ts';
import { asWanted } from '../../values/as-wanted.ts';
import { plainName } from '../../values/plain-name.ts';
import type { Marked } from '../own-marks.ts';
import { identifiersFor } from './learnt-objects.ts';
import type { Means, OwnObject } from './own-objects.ts';

/** What a business keeps for itself, whoever may see that it is there. */
const FIGURES: ReadonlySet<string> = new Set([
  ...['takings', 'revenue', 'revenues', 'turnover', 'sales', 'earnings', 'profit', 'profits', 'income'],
  ...['payouts', 'payroll', 'balance', 'ledger', 'accounting'],
]);
/** Who has a shop, a site or a company; authors and members have a part in what others have too. */
const OWNER = /\/(?:owner|proprietor|seller|merchant|keeper|holder|vendor|landlord|host)s?$/i;
const OWNER_ID = /^(?:owner|proprietor|seller|merchant|keeper|vendor|landlord|host)(?:user)?(?:id|uuid)$/;

/** True for figures of a shop or a company: `/shops/{id}/revenue`, `salesReport(shopId)`. */
function givesFigures({ operation }: ObjectPlace): boolean {
  const words = operation.path.replace(/\{[^{}]*\}/g, '').split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/);
  return words.some((word) => FIGURES.has(word.toLowerCase()));
}

/**
 * Figures of what is the owner's by its public record: all may know the shop and whose it is, and its takings are its
 * owner's alone.
 */
export function figuresOfOwn(place: ObjectPlace, owner: Marked, means: Means): OwnObject[] {
  if (!givesFigures(place)) return [];
  const { operation, parameter, where } = place;
  const taken = operation.parameters.find((one) => one.name === parameter && one.in === where);
  const candidates = new Set(identifiersFor(place, owner, means));
  const shown = means.record.shown(owner.identity);
  return [...candidates].flatMap((candidate): OwnObject[] => {
    const source = shown.find(({ value, record = [] }) => value === candidate && namesOwner(record, owner));
    const identifier = source && asWanted(candidate, taken ?? { name: parameter, in: where });
    if (identifier === undefined) return [];
    const request = place.requestFor(percentEncoded(identifier));
    return [
      {
        ...{ identifier, request, ways: [request], others: [], isLeftOut: false },
        isOwn: { says: `whose record names ${owner.identity.name} as its owner` },
        // That it is the owner's stands in the record itself.
        control: async () => ({
          exchange: await means.http.as(owner.identity).once({ url: source?.from ?? request.url }),
          note: `the record that names its owner, ${owner.identity.name}`,
        }),
      },
    ];
  });
}

function namesOwner(
  record: readonly { readonly name: string; readonly value: string; readonly collection?: string }[],
  { marks }: Marked,
): boolean {
  return record.some(
    ({ name, value, collection = '' }) =>
      marks.ids.has(value) && (OWNER_ID.test(plainName(name)) || (name === 'id' && OWNER.test(collection))),
  );
}
