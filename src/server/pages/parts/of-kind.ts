import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { queryOf } from '../api-client.ts';
import { csrfField } from '../form.ts';
import { showPage } from '../layout.ts';
import type { PageContext } from '../site.ts';
import { type Mistakes, mistakesNotice } from './mistakes.ts';

/** Things of several kinds, each with a form of its own: channels, and credentials. */
export interface Kinds<Kind extends string> {
  /** Where they are listed; they are added at `/new` below it. */
  readonly path: string;
  /** Of that list. */
  readonly title: string;
  /** `channel` */
  readonly one: string;
  /** What decides the kind. */
  readonly question: string;
  readonly kinds: Readonly<Record<Kind, readonly [title: string, says: string]>>;
}

export function chooseKind(context: PageContext, { path, title, one, question, kinds }: Kinds<string>) {
  return showPage(context, {
    title: `Add a ${one}`,
    nav: path,
    above: [{ title, path }],
    body: markup`<h1>Add a ${one}</h1><p class="soft">${question}</p>
<ul class="kinds">${Object.entries(kinds).map(([kind, [name, says]]) => markup`<li><a href="${path}/new${queryOf({ kind })}"><b>${name}</b><span class="soft">${says}</span></a></li>`)}</ul>`,
  });
}

/** The form that makes one of the kind that was chosen. */
export function showNewOfKind<Kind extends string>(
  context: PageContext,
  { path, title, one, kinds }: Kinds<Kind>,
  { kind, fields, mistakes }: { readonly kind: Kind; readonly fields: Markup; readonly mistakes: Mistakes },
): Response {
  const [name, says] = kinds[kind];
  return showPage(context, {
    title: `Add a ${one}: ${name}`,
    nav: path,
    above: [{ title, path }],
    problem: mistakesNotice(mistakes),
    body: markup`<h1>Add a ${one}: ${name}</h1><p class="soft">${says}; or <a href="${path}/new">of another kind</a></p>
<form method="post" action="${path}/new" class="panel stack" autocomplete="off">${csrfField(context.get('session'))}<input type="hidden" name="kind" value="${kind}">
${fields}
<div class="row"><button type="submit" class="primary">Add the ${one}</button><a class="button" href="${path}">Cancel</a></div></form>`,
  });
}
