import { beginWithAction, commandsIn, nameAction, nameThing, tokensOf } from './doing-words.ts';

/** True for paths that are not asked without need: a careless service lets GET log us out, delete or reset something. */
export function isRisky(pathAndQuery: string): boolean {
  const [path = '', query = ''] = pathAndQuery.split('?', 2);
  const last = segmentsOf(path).at(-1) ?? '';
  return (
    nameAction(tokensOf(pathAndQuery)) ||
    (!last.startsWith('{') && beginWithAction(tokensOf(last), 'document')) ||
    commandsIn(query)
  );
}

/** What a page says of a link beside its address. */
export interface Label {
  /** The words that people see, its title included. */
  readonly text?: string;
  /** True where a script says itself that it only reads there. */
  readonly reads?: boolean;
}

/** True for links of pages that may do something: by their address, or by what they are called. */
export function isDoing(pathAndQuery: string, { text = '', reads = false }: Label = {}): boolean {
  const [path = ''] = pathAndQuery.split('?', 1);
  const said = tokensOf(text);
  return (
    isRisky(pathAndQuery) ||
    segmentsOf(path).some(
      (segment, at, all) =>
        !segment.startsWith('{') &&
        beginWithAction(tokensOf(segment), 'page') &&
        !((reads || holdsMore(all, at)) && nameThing(tokensOf(segment))),
    ) ||
    nameAction(said.length <= LABEL_WORDS ? said : said.slice(0, 2)) ||
    (said.length <= LABEL_WORDS && beginWithAction(said, 'page'))
  );
}

/** `/leave/{id}/attachments`: one of several things, and what belongs to it. */
function holdsMore(segments: readonly string[], at: number): boolean {
  return segments[at + 1]?.startsWith('{') === true && segments[at + 2] !== undefined;
}

/** A label is short; longer texts are sentences about something. */
const LABEL_WORDS = 6;

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}
