import type { PageContext } from './site.ts';

/** A part of a page's address, as it may stand in one of the API. */
export function idIn(context: PageContext, name = 'id'): string {
  return encodeURIComponent(context.req.param(name) ?? '');
}

/** What an address asks for by these names. Forms send what was left empty as well: that is not asked for. */
export function askedFor<Name extends string>(
  context: PageContext,
  ...names: readonly Name[]
): Readonly<Record<Name, string | undefined>> {
  const given = names.map((name) => [name, context.req.query(name)?.trim() || undefined]);
  return Object.fromEntries(given) as Record<Name, string | undefined>;
}
