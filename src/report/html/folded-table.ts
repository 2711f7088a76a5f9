import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

export interface FoldedTable {
  /** What the fold says of the table. */
  readonly summary: Markup | string;
  /** What a screen reader says where the table is scrolled. */
  readonly label: string;
  readonly head: readonly string[];
  /** One or more `tbody`. */
  readonly body: Markup;
  readonly isOpen?: boolean;
  /** Its name for the style sheet. */
  readonly name?: string;
}

/** A table that is opened by those who want it, and scrolls by itself where it is wider than the page. */
export function foldedTable({ summary, label, head, body, isOpen = false, name }: FoldedTable): Markup {
  return markup`<details${isOpen && markup` open`}><summary>${summary}</summary><div class="scroll" tabindex="0" role="group" aria-label="${label}"><table${name && markup` class="${name}"`}><thead><tr>${head.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead>${body}</table></div></details>`;
}

/** Rows as the body of a table. */
export function rowsIn(rows: readonly Markup[]): Markup {
  return markup`<tbody>
${rows}
</tbody>`;
}
