import { plain } from '../../findings/plain.ts';

/** HTML that is safe to stand in a page. Only `markup` makes it, and it escapes every value put into it. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

type Value = string | number | Markup | undefined | null | false | readonly Value[];

/** Tagged template: literal parts are trusted, values are escaped unless they are Markup themselves. */
export function markup(literals: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(literals.reduce((html, literal, at) => html + render(values[at - 1]) + literal));
}

function render(value: Value): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Markup) return value.html;
  if (Array.isArray(value)) return value.map(render).join('');
  return escapeHtml(String(value));
}

/** Safe in text and in double- or single-quoted attribute values. */
export function escapeHtml(value: string): string {
  return plain(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
