import type { Exchange, HttpResponse } from '../../http/exchange.ts';
import { header, json } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The items of a list answer: the array itself, or the only array of its envelope. Undefined for anything else. */
export function itemsOf(response: HttpResponse): readonly unknown[] | undefined {
  const value = json(response);
  if (Array.isArray(value)) return value;
  if (!isNode(value)) return undefined;
  const lists = Object.values(value).filter(Array.isArray);
  return lists.length === 1 ? lists[0] : undefined;
}

/** What stands around the items. */
export function envelopeOf(response: HttpResponse): Fields {
  const value = json(response);
  return isNode(value) ? value : {};
}

/** Names of query parameters that bound the number of items. */
export const PAGE_SIZE =
  /^(?:(?:page|per)?[_-]?(?:size|limit)|page\[(?:size|limit)\]|per[_-]?page|max[_-]?(?:results?|items)|count|top|\$top|first|take|page[_-]?length)$/i;

const PAGING =
  /^(?:page|offset|cursor|after|before|start|skip|\$skip|page\[\w+\]|(?:next_?|page_?)token|marker)$/i;
const PAGED_ANSWER =
  /^(?:next\w*|prev\w*|cursor|page\w*|total_?pages|has_?more|links|_links|pagination|paging|offset|@odata\.nextlink)$/i;

/** True when the parameters or the answer show that lists come in pages. */
export function isPaged({ response }: Exchange, parameters: readonly { readonly name: string }[]): boolean {
  return (
    parameters.some(({ name }) => PAGE_SIZE.test(name) || PAGING.test(name)) ||
    Object.keys(envelopeOf(response)).some((name) => PAGED_ANSWER.test(name)) ||
    /rel="?next/i.test(header(response.headers, 'link') ?? '') ||
    header(response.headers, 'content-range') !== undefined
  );
}

const LABEL = /^(?:name|key|setting|option|property)$/i;
const VALUE = /^value$/i;

/** A table of settings or figures, each a name and its value: as long as the program has settings, whatever is stored. */
export function isTable(items: readonly unknown[]): boolean {
  return items.every((item) => {
    const names = isNode(item) ? Object.keys(item) : [];
    return (
      names.length <= TABLE_COLUMNS &&
      names.some((name) => LABEL.test(name)) &&
      names.some((name) => VALUE.test(name))
    );
  });
}

/** Name, value, type, and one more. */
const TABLE_COLUMNS = 4;
