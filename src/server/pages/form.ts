import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { Problem } from '../api/problem.ts';
import { isOwnOrigin } from '../sign-in/origin.ts';
import { isCsrf, maskedCsrf, type Session } from '../sign-in/session.ts';
import type { PageContext } from './site.ts';

/** Texts of a form by their names; the last where one comes twice. */
export type Form = Readonly<Record<string, string>>;

const CSRF = 'csrf';

/** Stands in every form that changes something. */
export function csrfField(session: Session): Markup {
  return markup`<input type="hidden" name="${CSRF}" value="${maskedCsrf(session)}">`;
}

/** Of what a form changes, as it was when the form was drawn. @param path in the API that it was got from for this page */
export function versionField(context: PageContext, path: string): Markup | '' {
  const tag = context.get('api').tagOf(path);
  return tag === undefined ? '' : markup`<input type="hidden" name="version" value="${tag}">`;
}

/** @throws Problem where the form does not come from one of our pages in this session */
export async function readForm(context: PageContext): Promise<Form> {
  const form = await textsOf(context);
  if (!isOwnOrigin(context) || !isCsrf(form[CSRF], context.get('session')))
    throw new Problem(
      403,
      'csrf',
      'This form was not sent from a page of your session. Go back, reload, and send it again.',
    );
  return form;
}

/** Without a session there is no token: only for signing in. */
export async function textsOf(context: PageContext): Promise<Form> {
  const body = await context.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
