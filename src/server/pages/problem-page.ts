import { markup } from '../../report/html/markup.ts';
import { answerProblem, type Problem } from '../api/problem.ts';
import { showCard, showPage } from './layout.ts';
import type { PageContext } from './site.ts';

const TITLES: Readonly<Record<number, string>> = {
  403: 'You may not do this',
  404: 'Not found',
  409: 'That cannot be done now',
  413: 'Too large',
  429: 'Too many requests',
  500: 'The server failed',
  503: 'Not available now',
};

/** What went wrong, as a page for browsers and as a problem document for programs. */
export function problemPage(context: PageContext, problem: Problem): Response {
  if (!/text\/html/.test(context.req.header('accept') ?? '')) return answerProblem(context, problem);
  const title = TITLES[problem.status] ?? 'This did not work';
  const body = markup`<h1>${title}</h1><p>${problem.message}</p><p><a href="/">Back to the overview</a></p>`;
  for (const [name, value] of Object.entries(problem.headers)) context.header(name, value);
  // Before anybody is known there is no navigation to show.
  return context.get('session') === undefined
    ? showCard(context, { title, body }, problem.status)
    : showPage(context, { title, nav: '', body: markup`<div class="empty">${body}</div>` }, problem.status);
}
