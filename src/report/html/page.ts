import type { Markup } from './markup.ts';
import { markup, Markup as Trusted } from './markup.ts';
import { STYLE } from './style.ts';

/** Nothing in the page may load, run or submit: what a hostile answer brings into it stays text. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** One file that works offline, in print, by keyboard and in a screen reader, and holds no script at all. */
export function page(title: string, body: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} (middlebrick)</title>
<style>${new Trusted(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.html;
}
