import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { type ApiClient, queryOf } from '../api-client.ts';

/** A page of a list of the API. */
export interface List<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** More than that is chosen from by searching. */
const MOST_CHOICES = 200;
const PAGE = 100;

/** All of a list, where it is a short one. */
export async function allOf<Item>(client: ApiClient, path: string): Promise<List<Item>> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.get<List<Item>>(path, { limit: PAGE, cursor });
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && items.length < MOST_CHOICES);
  return { items, next: cursor ?? null };
}

/** The link below a list to what comes behind it. */
export function moreLink(
  path: string,
  query: Parameters<typeof queryOf>[0],
  { next }: { readonly next: string | null },
  says: string,
): Markup | '' {
  if (next === null) return '';
  return markup`<p class="more"><a class="button" href="${path}${queryOf({ ...query, cursor: next })}">${says}</a></p>`;
}

/** A table that scrolls by itself on narrow screens. */
export function scrolled(label: string, table: Markup): Markup {
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${table}</div>`;
}
