import { runAction } from './run.ts';

/** Entry of the GitHub Action; `npm run bundle-action` makes one file of it and of all it needs. */
runAction(process.env).then((code) => {
  process.exitCode = code;
});
