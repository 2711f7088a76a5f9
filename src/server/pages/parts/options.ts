import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';

/** What is sent, what is read, and what is told of it when it is pointed at. */
export type Option = readonly [value: string, says: Markup | string, explained?: string];

/** Inside of a list to choose from. */
export function options(choices: readonly Option[], chosen: string | undefined): Markup[] {
  return choices.map(
    ([value, says, explained]) =>
      markup`<option value="${value}"${explained && markup` title="${explained}"`}${value === (chosen ?? '') && markup` selected`}>${says}</option>`,
  );
}

/** A list to choose from in the line above what it narrows. */
export function chooser(
  label: string,
  name: string,
  choices: readonly Option[],
  chosen: string | undefined,
): Markup {
  return markup`<label>${label} <select name="${name}">${options(choices, chosen)}</select></label>`;
}
