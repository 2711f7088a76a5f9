/** What the page of a login form demands beside name and password. */
export interface LoginPage {
  /** Hidden members of the form. */
  readonly hidden: readonly (readonly [name: string, value: string])[];
  /** A token against forged requests that scripts read off the page. */
  readonly meta?: string;
}

/** Bounded: the page is the service's word. */
const READ_CHARACTERS = 200_000;
const MOST_FORMS = 20;
const MOST_MEMBERS = 30;

/** Members of the form that has a password, else of the only form that is sent by POST; and the token of the page. */
export function readLoginPage(html: string): LoginPage {
  const page = html.slice(0, READ_CHARACTERS);
  const starts = [...page.matchAll(/<form\b[^<>]{0,2000}>/gi)].slice(0, MOST_FORMS);
  const forms = starts.map(({ 0: tag, index }, at) => ({
    tag,
    inside: page.slice(index + tag.length, starts[at + 1]?.index ?? page.length),
  }));
  const posting = forms.filter(({ tag }) => attribute(tag, 'method')?.toLowerCase() === 'post');
  const login = forms.find(({ inside }) => inputs(inside).some((tag) => typeOf(tag) === 'password'));
  const form = login ?? (posting.length === 1 ? posting[0] : undefined);
  const hidden = inputs(form?.inside ?? '').flatMap((tag): [string, string][] => {
    const name = attribute(tag, 'name');
    return typeOf(tag) === 'hidden' && name ? [[name, attribute(tag, 'value') ?? '']] : [];
  });
  const metas = [...page.matchAll(/<meta\b[^<>]{0,2000}>/gi)].map(([tag]) => tag);
  const guard = metas.find((tag) => /^_?(?:csrf|xsrf)(?:[-_]?token)?$/i.test(attribute(tag, 'name') ?? ''));
  const meta = guard && attribute(guard, 'content');
  return { hidden: hidden.slice(0, MOST_MEMBERS), ...(meta ? { meta } : {}) };
}

function inputs(html: string): string[] {
  return [...html.matchAll(/<input\b[^<>]{0,2000}>/gi)].map(([tag]) => tag);
}

function typeOf(tag: string): string {
  return attribute(tag, 'type')?.toLowerCase() ?? 'text';
}

function attribute(tag: string, name: string): string | undefined {
  const written = new RegExp(
    `\\s${name}\\s*=\\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\\s"'>]{1,2000}))`,
    'i',
  );
  const [, double, single, bare] = written.exec(tag) ?? [];
  const value = double ?? single ?? bare;
  return value
    ?.replace(/&quot;/g, '"')
    .replace(/&#(?:39|x27);/gi, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
