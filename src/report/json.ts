import type { Reporter } from './context.ts';
import { jsonText } from './json-text.ts';

/** The result itself; `schema/result.schema.json` describes it. */
export const json: Reporter = (result) => jsonText(result);
