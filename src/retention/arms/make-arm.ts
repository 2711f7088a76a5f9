import type { CheckedOptions } from '../options.ts';
import type { Arm } from './arm.ts';
import { certificateArm } from './certificate-arm.ts';
import { connectionArm, credentialArm, DEFAULT_TEMPLATE } from './credential-arm.ts';
import { jwtArm } from './jwt-arm.ts';
import { parseTemplate } from './template.ts';

/** The arm that the options ask for, at a credential size in bytes. */
export async function makeArm(options: CheckedOptions, bytes: number): Promise<Arm> {
  const { target, place } = options;
  const headers = options.headers ?? {};
  const template = options.template ?? DEFAULT_TEMPLATE;
  switch (options.arm) {
    case 'credential':
      return credentialArm(target, place, template, bytes, headers);
    case 'same-credential':
      return credentialArm(target, place, template, bytes, headers, true);
    case 'connection':
      return connectionArm(target, place, template, bytes, headers, options.tls);
    case 'jwt':
      return jwtArm(target, options.jwt ?? {}, bytes, headers, place);
    case 'certificate': {
      if (options.certificates === undefined) throw new Error('checked before');
      return certificateArm(target, options.certificates, bytes, headers);
    }
  }
}

/** True when the length of a credential is ours to choose. */
export function isElastic(options: CheckedOptions): boolean {
  if (options.jwt?.command !== undefined) return false;
  if (options.arm === 'certificate')
    return options.certificates !== undefined && 'caKey' in options.certificates;
  return options.arm === 'jwt' || parseTemplate(options.template ?? DEFAULT_TEMPLATE).elastic;
}
