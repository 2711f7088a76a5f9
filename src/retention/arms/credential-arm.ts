import { type Credential, lengthOf, type Supply } from '../credentials/supply.ts';
import type { Arm, Speaker } from './arm.ts';

/** Makes the request that carries a credential. */
export type Speak = (credential: Credential) => Speaker;

/** A credential that was never seen in each request of a wave. */
export async function credentialArm(
  name: 'credential' | 'jwt',
  supply: Supply,
  bytes: number,
  speak: Speak,
): Promise<Arm> {
  const first = await firstOf(supply, bytes);
  return {
    name,
    credentialBytes: lengthOf(first),
    newConnection: { same: false, fresh: false },
    get mostIdentities() {
      return supply.most;
    },
    same: speak(first),
    fresh: async (count) => (await supply.take(count, bytes)).map(speak),
  };
}

export async function firstOf(supply: Supply, bytes: number): Promise<Credential> {
  const [first] = await supply.take(1, bytes);
  if (first === undefined) throw new Error('a supply that gives nothing is refused when it is opened');
  return first;
}
