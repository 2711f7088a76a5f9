import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { Session } from '../../sign-in/session.ts';
import { csrfField } from '../form.ts';

interface Confirmed {
  readonly action: string;
  /** On the button that opens it. */
  readonly says: string;
  /** What it is done to, where several of these stand in one page. */
  readonly of?: string;
  readonly explained: string;
  /** On the button that does it. */
  readonly does: string;
}

/** A button for what cannot be undone: it opens what that means, and the button that does it. */
export function confirmed(session: Session, { action, says, of, explained, does }: Confirmed): Markup {
  return markup`<details class="confirm"><summary class="button small">${says}${of && markup`<span class="unseen"> ${of}</span>`}</summary>
<form method="post" action="${action}">${csrfField(session)}<p>${explained}</p><button type="submit" class="danger small">${does}</button></form></details>`;
}

/** A button that does something at once. */
export function oneButton(
  session: Session,
  action: string,
  says: string,
  options: { readonly of?: string; readonly primary?: boolean; readonly small?: boolean } = {},
): Markup {
  const { of, primary, small = true } = options;
  return markup`<form method="post" action="${action}">${csrfField(session)}<button type="submit" class="${primary ? 'primary' : ''}${small ? ' small' : ''}">${says}${of && markup`<span class="unseen"> ${of}</span>`}</button></form>`;
}
