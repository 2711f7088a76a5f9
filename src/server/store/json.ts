/** Half of a character, and the one sign that PostgreSQL keeps in no text: a hostile service sends both. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

export function storable(text: string): string {
  return text.replace(UNSTORABLE, '\ufffd');
}

export function isStorable(text: string): boolean {
  return text.search(UNSTORABLE) < 0;
}

/** JSON that jsonb takes, whatever is in it. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'string' ? storable(one) : one));
}
