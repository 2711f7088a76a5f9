import type { Supply } from '../credentials/supply.ts';
import { DEFAULT_TEMPLATE } from '../credentials/template-supply.ts';
import type { CheckedOptions } from '../options.ts';
import { type Arm, speakerWith } from './arm.ts';
import { certificateArm } from './certificate-arm.ts';
import { connectionArm, credentialArm, type Speak, sameCredentialArm } from './credential-arm.ts';
import { parseTemplate } from './template.ts';

/** The arm that the options ask for, with credentials of that supply, at a size in bytes where it is ours to choose. */
export async function makeArm(options: CheckedOptions, supply: Supply, bytes: number): Promise<Arm> {
  const { target, place, arm, tls } = options;
  const headers = options.headers ?? {};
  const speak: Speak = (credential) => ({
    ...speakerWith(target, place, credential, headers),
    ...(tls && { tls }),
  });
  switch (arm) {
    case 'credential':
    case 'jwt':
      return credentialArm(arm, supply, bytes, speak);
    case 'same-credential':
      return sameCredentialArm(supply, bytes, speak);
    case 'connection':
      return connectionArm(supply, bytes, speak);
    case 'certificate': {
      if (options.certificates === undefined) throw new Error('checked before');
      return certificateArm(target, options.certificates, bytes, headers);
    }
  }
}

/** True when the length of a credential is ours to choose. Throws RetentionError for a template that is none. */
export function isElastic(options: CheckedOptions): boolean {
  if (options.arm === 'certificate')
    return options.certificates !== undefined && 'caKey' in options.certificates;
  if ((options.credentials ?? options.credentialCommand ?? options.issue) !== undefined) return false;
  return options.arm === 'jwt' || parseTemplate(options.template ?? DEFAULT_TEMPLATE).elastic;
}
