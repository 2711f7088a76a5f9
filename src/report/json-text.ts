import { plain } from '../findings/plain.ts';

/** Indented JSON whose every character can be seen: what cannot is written as its escape. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, (_name, held) => (typeof held === 'string' ? plain(held) : held), 2)}\n`;
}
