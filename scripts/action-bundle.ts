import { bundle } from './bundle.ts';

/** Below the repository's root; `action.yml` names it. */
export const ACTION_BUNDLE = 'action/index.cjs';

/** The Action as one file. Not minified, because what runs with a repository's token should be readable. */
export function bundleAction(): Promise<string> {
  return bundle('src/action/main.ts', {}, 'Made by `npm run bundle-action` from src/. Do not edit.');
}
