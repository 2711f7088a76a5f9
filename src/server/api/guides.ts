import { createRoute, z } from '@hono/zod-openapi';
import type { GuideContext, GuideEntry } from '../../catalogue.ts';
import type { FoundGuide } from '../../guide-search.ts';
import { page } from '../../report/html/page.ts';
import { prose } from '../../report/html/prose.ts';
import { SEVERITIES } from '../../result.ts';
import { needs } from './authenticate.ts';
import { pageOf, pageQuery, slicePage } from './paging.ts';
import { absent, Problem, problems } from './problem.ts';
import { REPORT_POLICY } from './results.ts';
import { json, router, SECURITY } from './service.ts';
import { text } from './text.ts';

const catalogue = () => import('../../catalogue.ts');

const listedGuide = z.object({
  rule: z.string().describe('id of the rule'),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  framework: z.string().nullable().describe('that was asked for, as guides name it'),
  credential: z.string().nullable().describe('kind of credential that was asked for, as guides name it'),
  container: z.string().nullable().describe('what grows, of guides on memory that is kept'),
  pages: z.array(z.string()).describe('what it is made of, most specific first'),
});
const guideView = listedGuide
  .extend({
    markdown: z.string(),
    html: z.string().describe('the same as a fragment without scripts, links and styles'),
    fix: z.string().describe('the most specific fix alone, as Markdown'),
  })
  .openapi('Guide');
const foundGuide = listedGuide
  .extend({ excerpt: z.string().nullable().describe('line that holds the words of the search') })
  .openapi('ListedGuide');
const guideList = pageOf(foundGuide).extend({
  frameworks: z.record(z.string(), z.string()).describe('those that guides are written for, by name'),
  credentials: z.record(z.string(), z.string()).describe('kinds of credentials, by name'),
  containers: z.record(z.string(), z.string()).describe('kinds of what grows where memory is kept, by name'),
});

const contextQuery = {
  framework: text(1, 60).optional().describe('such as express, "Actix Web" or fastapi'),
  credential: text(1, 60).optional().describe('kind of credential: api-keys, jwt or mutual-tls'),
  container: text(1, 60).optional().describe('what grows where memory is kept: map, limiter, task …'),
};

/** Composing all of them takes a tenth of a second: whoever pages or searches stays with one context for a while. */
function createShelf() {
  let kept: { readonly name: string; readonly guides: Promise<readonly GuideEntry[]> } | undefined;
  return (context: GuideContext): Promise<readonly GuideEntry[]> => {
    const name = JSON.stringify([context.framework, context.credential, context.container]);
    if (kept?.name !== name) {
      const guides = catalogue().then(({ guideEntries }) => guideEntries(context));
      kept = { name, guides };
      guides.catch(() => {
        kept = undefined;
      });
    }
    return kept.guides;
  };
}

export function guideRoutes() {
  const shelf = createShelf();
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/guides',
        operationId: 'listGuides',
        tags: ['Rules and guides'],
        description:
          'How each flaw arises, how it is shown and how it is mended, for one framework and one kind of credential.',
        security: SECURITY,
        middleware: needs('read'),
        request: {
          query: z.object({
            ...pageQuery,
            ...contextQuery,
            search: text(1, 200).optional().describe('words of a rule or of the text of its guide'),
          }),
        },
        responses: {
          200: json(guideList, 'Best first where searched for, else in the order of rules'),
          ...problems(400),
        },
      }),
      async (context) => {
        const { limit, cursor, search, ...asked } = context.req.valid('query');
        const entries = await catalogue();
        const guides = await shelf(await contextOf(asked));
        const found =
          search === undefined
            ? guides.map((guide) => ({ guide }))
            : (await import('../../guide-search.ts')).guidesAbout(search, guides);
        const shown = slicePage<FoundGuide, z.infer<typeof foundGuide>>(
          found,
          limit,
          cursor,
          ({ guide }) => guide.rule,
          ({ guide, excerpt = null }) => ({ ...listed(guide), excerpt }),
        );
        const { GUIDE_FRAMEWORKS: frameworks, GUIDE_CREDENTIALS: credentials } = entries;
        return context.json({ ...shown, frameworks, credentials, containers: entries.GUIDE_CONTAINERS }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/guides/{rule}',
        operationId: 'getGuide',
        tags: ['Rules and guides'],
        security: SECURITY,
        middleware: needs('read'),
        request: {
          params: z.object({ rule: text(1, 100).describe('id of a rule, or memory-leak') }),
          query: z.object({ ...contextQuery, format: z.enum(['json', 'markdown', 'html']).default('json') }),
        },
        responses: {
          200: {
            description: 'The guide, as the format says',
            content: {
              'application/json': { schema: guideView },
              'text/markdown': { schema: z.string() },
              'text/html': { schema: z.string() },
            },
          },
          ...problems(400, 404),
        },
      }),
      async (context) => {
        const { format, ...asked } = context.req.valid('query');
        const { guideEntry } = await catalogue();
        const guide = await guideEntry(context.req.valid('param').rule, await contextOf(asked));
        if (guide === undefined) throw absent('guide');
        if (format === 'markdown')
          return context.body(guide.markdown, 200, {
            'Content-Type': 'text/markdown; charset=utf-8',
          }) as never;
        const { html } = prose(guide.markdown, 1);
        if (format === 'json')
          return context.json({ ...listed(guide), markdown: guide.markdown, html, fix: guide.fix }, 200);
        return context.body(page(guide.title, prose(guide.markdown, 1)), 200, {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': REPORT_POLICY,
        }) as never;
      },
    );
}

/** @throws Problem for what no guide is written for: an answer without it would look like one for it */
async function contextOf(typed: { framework?: string; credential?: string; container?: string }) {
  const entries = await catalogue();
  const named = (
    value: string | undefined,
    what: string,
    page: (typed: string) => string | undefined,
    known: Readonly<Record<string, string>>,
  ) => {
    const name = value && page(value);
    if (value && !name) {
      const says = `No guide knows the ${what} "${value}"; there are ${Object.keys(known).join(', ')}.`;
      throw new Problem(400, 'invalid-request', says);
    }
    return name;
  };
  return {
    framework: named(typed.framework, 'framework', entries.guideFramework, entries.GUIDE_FRAMEWORKS),
    credential: named(
      typed.credential,
      'kind of credential',
      entries.guideCredential,
      entries.GUIDE_CREDENTIALS,
    ),
    container: named(typed.container, 'kind of container', entries.guideContainer, entries.GUIDE_CONTAINERS),
  };
}

function listed(guide: GuideEntry): z.infer<typeof listedGuide> {
  const { rule, title, severity, framework, credential, container, pages } = guide;
  return { rule, title, severity, framework, credential, container, pages: [...pages] };
}

export type GuideView = z.infer<typeof guideView>;

export type GuideListView = z.infer<typeof guideList>;
