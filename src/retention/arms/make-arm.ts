import { type Credential, lengthOf, type Supply } from '../credentials/supply.ts';
import { DEFAULT_TEMPLATE } from '../credentials/template-supply.ts';
import { contentType } from '../load/caller.ts';
import { connects } from '../load/wires.ts';
import type { CheckedOptions } from '../options.ts';
import { type Arm, type Speaker, speakerWith } from './arm.ts';
import { bodiesOf } from './body.ts';
import { certificateArm } from './certificate-arm.ts';
import { credentialArm, firstOf } from './credential-arm.ts';
import { parseTemplate } from './template.ts';

/** Where the length of a credential is of no matter, one that is nowhere too long. */
const SHORT_BYTES = 64;

/** The arm that the options ask for, with credentials of that supply, at a size in bytes where it is ours to choose. */
export async function makeArm(options: CheckedOptions, supply: Supply, bytes: number): Promise<Arm> {
  const { arm, wires } = options;
  const newConnection = { same: connects(wires.same), fresh: connects(wires.fresh) };
  if (arm === 'certificate') {
    if (options.certificates === undefined) throw new Error('checked before');
    return certificateArm(options.target, options.certificates, bytes, options.headers ?? {});
  }
  const bodies = bodiesOf(options);
  const speak = speakerFor(options);
  if (arm === 'credential' || arm === 'jwt')
    return {
      ...(await credentialArm(arm, supply, bytes, (credential) => speak(credential, bodies?.same))),
      newConnection,
    };
  const ofBody = arm === 'payload' || arm === 'body';
  const credential = hasOwnCredential(options) ? {} : await firstOf(supply, ofBody ? SHORT_BYTES : bytes);
  const same = speak(credential, bodies?.same);
  const halves = arm === 'body' ? 2 : 1;
  return {
    name: arm,
    newConnection,
    credentialBytes: ofBody ? Math.round((bodies?.bytes ?? 0) / halves) : lengthOf(credential),
    mostIdentities: Number.POSITIVE_INFINITY,
    same,
    fresh: async (count) =>
      Array.from({ length: count }, () => (arm === 'payload' ? speak(credential, bodies?.fresh()) : same)),
  };
}

function speakerFor({ target, place, tls, headers = {} }: CheckedOptions) {
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return (credential: Credential, body: string | undefined): Speaker => {
    const speaker = speakerWith(target, place, credential, headers);
    const type = body === undefined || typed ? [] : ['content-type', contentType(body)];
    return {
      path: speaker.path,
      headers: [...speaker.headers, ...type],
      ...(body !== undefined && { body }),
      ...(tls && { tls }),
    };
  };
}

/** Where the credential is not what is fresh, a header of the user in its place is the credential. */
function hasOwnCredential(options: CheckedOptions): boolean {
  const { place, headers = {}, template } = options;
  return (
    place.in === 'header' &&
    template === undefined &&
    !isGiven(options) &&
    Object.keys(headers).some((name) => name.toLowerCase() === place.name.toLowerCase())
  );
}

function isGiven({ credentials, credentialCommand, issue }: CheckedOptions): boolean {
  return (credentials ?? credentialCommand ?? issue) !== undefined;
}

/** True when the length of a credential is ours to choose. Throws RetentionError for a template that is none. */
export function isElastic(options: CheckedOptions): boolean {
  const { arm, certificates, template = DEFAULT_TEMPLATE } = options;
  if (arm === 'certificate') return certificates !== undefined && 'caKey' in certificates;
  if (arm === 'payload' || arm === 'body' || isGiven(options)) return false;
  if (arm === 'jwt') return true;
  if (arm !== 'credential' && hasOwnCredential(options)) return false;
  return parseTemplate(template).elastic;
}
