import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { VERSION } from '../../version.ts';
import type { Problem } from '../api/problem.ts';
import type { Session } from '../sign-in/session.ts';
import type { Assets } from './assets.ts';
import { csrfField } from './form.ts';
import { navigation } from './navigation.ts';
import { noticeOf } from './notices.ts';
import { brand } from './parts/icons.ts';
import type { PageContext } from './site.ts';

export interface Page {
  readonly title: string;
  /** Path of the entry of the navigation that it belongs to. */
  readonly nav: string;
  readonly body: Markup;
  /** The pages above it, outermost first. */
  readonly above?: readonly { readonly title: string; readonly path: string }[];
  /** Something went wrong with what was sent. */
  readonly problem?: Markup | string | undefined;
  /** Loaded again so often where there is no script, because something is going on. */
  readonly refreshSeconds?: number;
}

type Status = Problem['status'];

/** Nothing that a target wrote can run, load or send anything, wherever it stands in a page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** With the origin in forms, which `no-referrer` would take out of them. */
const REFERRER = 'same-origin';

/** A page of the dashboard, for whoever is signed in. */
export function showPage(
  context: PageContext,
  page: Page,
  status: Status = page.problem === undefined ? 200 : 400,
): Response {
  const session = context.get('session');
  return answer(
    context,
    draw(
      context.get('site').assets,
      page,
      markup`<header class="bar-top"><a class="brand" href="/">${brand()}middlebrick</a>${account(session)}</header>
<div class="frame">${navigation(session, page.nav)}
<main id="content" tabindex="-1">
${page.above && trail(page.above, page.title)}
${noticeIn(context)}
${page.problem && markup`<div class="notice bad" role="alert">${page.problem}</div>`}
${page.body}
<footer>middlebrick ${VERSION}</footer>
</main></div>`,
    ),
    status,
  );
}

/** A page for whoever is not signed in: one card in the middle. */
export function showCard(
  context: PageContext,
  page: Pick<Page, 'title' | 'body'>,
  status: Status = 200,
): Response {
  const { assets } = context.get('site');
  return answer(
    context,
    draw(
      assets,
      page,
      markup`<main id="content" class="card-page" tabindex="-1"><p class="brand">${brand()}middlebrick</p>${noticeIn(context)}${page.body}</main>`,
    ),
    status,
  );
}

function draw(assets: Assets, page: Pick<Page, 'title' | 'refreshSeconds'>, body: Markup): string {
  const { refreshSeconds } = page;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · middlebrick</title>
<link rel="stylesheet" href="${assets.style.path}">
<link rel="icon" href="${assets.icon.path}" type="image/svg+xml">
${assets.script && markup`<script type="module" src="${assets.script.path}"></script>`}
${refreshSeconds && markup`<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${body}
</body>
</html>
`.html;
}

function answer(context: PageContext, html: string, status: Status): Response {
  return context.body(html, status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': POLICY,
    'Referrer-Policy': REFERRER,
  });
}

function noticeIn(context: PageContext): Markup | '' {
  const notice = noticeOf(context);
  return notice === undefined ? '' : markup`<p class="notice good" role="status">${notice}</p>`;
}

function account(session: Session): Markup {
  return markup`<div class="account"><a href="/account">${session.caller.name}</a><form method="post" action="/sign-out">${csrfField(session)}<button type="submit" class="quiet">Sign out</button></form></div>`;
}

function trail(above: NonNullable<Page['above']>, title: string): Markup {
  return markup`<nav class="trail" aria-label="Breadcrumb"><ol>${above.map((one) => markup`<li><a href="${one.path}">${one.title}</a></li>`)}<li aria-current="page">${title}</li></ol></nav>`;
}
