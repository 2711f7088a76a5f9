// region: fixed
import { problem } from './errors.js';
import { fetchPublic, mayBeFetched, titleIn } from './public-fetch.js';

const PreviewInput = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: { url: { type: 'string', format: 'uri', maxLength: 2_000 } },
};

export async function previews(app) {
  app.post('/', { schema: { body: PreviewInput } }, async ({ body }) => {
    if (!URL.canParse(body.url) || !mayBeFetched(new URL(body.url))) {
      throw problem(400, 'Only https addresses of public hosts');
    }
    try {
      const page = await fetchPublic(body.url);
      return { status: page.status, title: titleIn(await page.text()) };
    } catch {
      // One answer for refused, closed and silent: the difference would map the internal network.
      throw problem(400, 'The page could not be fetched');
    }
  });
}
// endregion

/** The flaw: the server goes wherever it is sent. */
export async function openPreviews(app) {
  app.post('/', async ({ body }) => {
    const page = await fetch(body.url, { signal: AbortSignal.timeout(5_000) });
    return { status: page.status, title: titleIn(await page.text()) };
  });
}
