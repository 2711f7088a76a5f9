import { type Credential, lengthOf, type Supply } from '../credentials/supply.ts';
import type { Arm, Speaker } from './arm.ts';

/** Makes the request that carries a credential. */
export type Speak = (credential: Credential) => Speaker;

/** A credential that was never seen in each request of a wave, on kept-alive connections. */
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
    mostIdentities: supply.most - 1,
    same: speak(first),
    fresh: async (count) => (await supply.take(count, bytes)).map(speak),
  };
}

/** The control run, in which nothing is fresh. */
export async function sameCredentialArm(supply: Supply, bytes: number, speak: Speak): Promise<Arm> {
  const first = await firstOf(supply, bytes);
  const same = speak(first);
  return {
    name: 'same-credential',
    credentialBytes: lengthOf(first),
    newConnection: { same: false, fresh: false },
    mostIdentities: Number.POSITIVE_INFINITY,
    same,
    fresh: async (count) => Array.from({ length: count }, () => same),
  };
}

/** The same credential throughout; what is fresh is the TCP (and TLS) connection. */
export async function connectionArm(supply: Supply, bytes: number, speak: Speak): Promise<Arm> {
  return {
    ...(await sameCredentialArm(supply, bytes, speak)),
    name: 'connection',
    newConnection: { same: false, fresh: true },
  };
}

async function firstOf(supply: Supply, bytes: number): Promise<Credential> {
  const [first] = await supply.take(1, bytes);
  if (first === undefined) throw new Error('a supply that gives nothing is refused when it is opened');
  return first;
}
