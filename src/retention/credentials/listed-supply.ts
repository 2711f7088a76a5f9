import { RetentionError } from '../errors.ts';
import { type Credential, keyOf, LEAST_CREDENTIALS, type Supply } from './supply.ts';

/** Credentials that the user gives, each once. Throws RetentionError `bad-option` for too few to tell anything. */
export function listedSupply(credentials: readonly Credential[]): Supply {
  const left = [...new Map(credentials.map((credential) => [keyOf(credential), credential])).values()];
  if (left.length < LEAST_CREDENTIALS)
    throw new RetentionError(
      'bad-option',
      `There are ${left.length} different credentials; at least ${LEAST_CREDENTIALS} are needed to tell a leak from noise.`,
    );
  return {
    get most() {
      return left.length;
    },
    take: async (count) => left.splice(0, count),
  };
}
