import { Problem } from './problem.ts';

/** PostgreSQL's class of values that a column cannot hold: a result is written by others, and may say anything. */
const DATA_EXCEPTION = /^22/;

/** @throws Problem where what was to be written holds such a value */
export async function keepable<Written>(writing: Promise<Written>): Promise<Written> {
  try {
    return await writing;
  } catch (failure) {
    const { code } = failure as { readonly code?: unknown };
    if (typeof code === 'string' && DATA_EXCEPTION.test(code))
      throw new Problem(400, 'no-result', 'The result holds a number or text that cannot be kept.');
    throw failure;
  }
}
