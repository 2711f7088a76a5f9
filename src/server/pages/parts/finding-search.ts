import { placeName } from '../../../findings/place-name.ts';
import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { Finding } from '../../../result.ts';

/** Looks for words among the findings of one scan; without script too. */
export function findingSearch(path: string, search: string | undefined): Markup {
  return markup`<form class="filters" role="search" method="get" action="${path}#findings"><label>Search these findings <input type="search" name="search" value="${search ?? ''}" maxlength="200" placeholder="title, rule, operation or CWE"></label><button type="submit">Search</button>${search !== undefined && markup`<a class="button" href="${path}#findings">Show all</a>`}</form>`;
}

/** Whether every word stands somewhere in what a finding says of itself. */
export function holdsWords(
  { title, rule, owasp, cwe, locations }: Finding,
  search: string | undefined,
): boolean {
  const said = [title, rule, owasp, ...cwe.map((id) => `CWE-${id}`), ...locations.map(placeName)]
    .join('\n')
    .toLowerCase();
  return (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}
