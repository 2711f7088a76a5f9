/** Descriptions can be whole chapters; one that only lists values is short. */
const LONGEST = 300;
const RANGE = /^(?:from )?([A-Z0-9])\s?(?:to|through|-|–|…|\.{2,3})\s?([A-Z0-9])\.?$/i;
const LIST =
  /^(?:(?:one|any) of|either|allowed(?: values)?|possible values|values)?:?\s?["'`]?([\w-]{1,40})["'`]?((?:(?:\s?[,|/]\s?(?:or |and )?| or )["'`]?[\w-]{1,40}["'`]?){1,40})\.?$/i;
const ONE = /^(?:["'`]([\w-]{1,40})["'`]|([a-z][\w-]{1,39}))$/;

/** Values that a description says and no schema lists: `A to E`, `one of small, medium, large`, `"owner"`. */
export function describedValues(description: unknown): readonly string[] {
  if (typeof description !== 'string' || description.length > LONGEST) return [];
  const said = description.trim();
  const [, from, to] = RANGE.exec(said) ?? [];
  if (from !== undefined && to !== undefined) return between(from, to);
  const [, first, rest] = LIST.exec(said) ?? [];
  if (first === undefined || rest === undefined) return [];
  const others = rest.split(/[\s,|/]+/).map((one) => one.replace(/["'`]/g, ''));
  return [first, ...others.filter((one) => one !== '' && one !== 'or' && one !== 'and')];
}

/** The same, where one word alone may be the only value: `owner`, for the relation that can be shown beside. */
export function describedWords(description: unknown): readonly string[] {
  const said = typeof description === 'string' ? description.trim() : '';
  const [, quoted, bare] = ONE.exec(said) ?? [];
  const one = quoted ?? bare;
  return one === undefined ? describedValues(description) : [one];
}

/** Both ends of one kind: letters, or digits. */
function between(from: string, to: string): readonly string[] {
  const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
  const isOneKind =
    /\d/.test(from) === /\d/.test(to) && (from === from.toUpperCase()) === (to === to.toUpperCase());
  if (!isOneKind || first >= last) return [];
  return Array.from({ length: last - first + 1 }, (_none, at) => String.fromCharCode(first + at));
}
