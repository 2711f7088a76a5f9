import type { Reporter } from './context.ts';

/** The result itself; `schema/result.schema.json` describes it. */
export const json: Reporter = (result) => `${JSON.stringify(result, null, 2)}\n`;
