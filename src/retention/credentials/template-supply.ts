import { parseTemplate } from '../arms/template.ts';
import type { Supply } from './supply.ts';

export const DEFAULT_TEMPLATE = '{base64url:*}';

/** Random credentials of a form, without end. */
export function templateSupply(text: string = DEFAULT_TEMPLATE): Supply {
  const template = parseTemplate(text);
  return {
    most: Number.POSITIVE_INFINITY,
    take: async (count, bytes) => Array.from({ length: count }, () => template.make(bytes)),
  };
}
