// region: fixed
import { Router } from 'express';
import { z } from 'zod';
import { Problem } from './errors.js';
import { fetchPublic, mayBeFetched, titleIn } from './public-fetch.js';
import { valid } from './validation.js';

const PreviewInput = z.strictObject({ url: z.url().max(2_000) });

export const previews = Router();

previews.post('/', async (req, res) => {
  const url = new URL(valid(PreviewInput, req.body).url);
  if (!mayBeFetched(url)) throw new Problem(400, 'Only https addresses of public hosts');
  try {
    const page = await fetchPublic(url);
    res.json({ status: page.status, title: titleIn(await page.text()) });
  } catch {
    // One answer for refused, closed and silent: the difference would map the internal network.
    throw new Problem(400, 'The page could not be fetched');
  }
});
// endregion

/** The flaw: the server goes wherever it is sent. */
export const openPreviews = Router();

openPreviews.post('/', async (req, res) => {
  const page = await fetch(req.body.url, { signal: AbortSignal.timeout(5_000) });
  res.json({ status: page.status, title: titleIn(await page.text()) });
});
