import { plainName } from '../../values/plain-name.ts';
import type { Fields } from '../objects.ts';

/** What names, counts, dates or links an object may be for more people than what it holds. */
const LABEL =
  /^(?:.*id|slug|key|handle|name|title|label|status|state|type|kind|visibility|url|href|link|image|avatar.*|icon|.*count|.*at|.*date)$/;

/** At least half of what the object holds, and some of it: the rest may be left out or kept back. */
export function holdsMuchOf(listed: Fields, object: Fields): boolean {
  const telling = Object.entries(object).filter(
    ([name, value]) =>
      value !== null && value !== '' && typeof value !== 'boolean' && !LABEL.test(plainName(name)),
  );
  const same = telling.filter(([name, value]) => JSON.stringify(listed[name]) === JSON.stringify(value));
  return same.length > 0 && same.length * 2 >= telling.length;
}
