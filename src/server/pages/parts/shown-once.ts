import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';

/** A secret that no later page shows. */
export function shownOnce(title: string, secret: string, explained: Markup | string): Markup {
  return markup`<section class="panel once" aria-labelledby="once"><h2 id="once">${title}</h2>
<p>Copy it now: it is shown here, and never again.</p>
<pre class="secret" tabindex="0"><code data-copy="">${secret}</code></pre>
<p class="soft">${explained}</p></section>`;
}
