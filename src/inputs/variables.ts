/** Fills `{{name}}` by what variables say; what has no value stays as it is written. */
export type Expand = (text: string) => string;

/** Variables may hold variables; a text that grows beyond this is made to grow. */
const MOST_CHARS = 64 * 1024;
const REFERENCE = /\{\{([^{}]{1,200})\}\}/g;

/** What tools make up anew for each request; here always the same. */
const DYNAMIC: Readonly<Record<string, string>> = {
  $guid: '3f2b8a1c-5d4e-4f6a-9b7c-1d2e3f4a5b6c',
  $randomUUID: '3f2b8a1c-5d4e-4f6a-9b7c-1d2e3f4a5b6c',
  $uuid: '3f2b8a1c-5d4e-4f6a-9b7c-1d2e3f4a5b6c',
  $timestamp: '1767225600',
  $isoTimestamp: '2026-01-01T00:00:00.000Z',
  $datetime: '2026-01-01T00:00:00.000Z',
  $randomInt: '7',
  $randomEmail: 'sample@example.com',
  $randomFirstName: 'Sam',
  $randomLastName: 'Sample',
  $randomFullName: 'Sam Sample',
  $randomUserName: 'sample',
};

/** Inner scopes come first. Each variable is worked out once, and one that leads back to itself has no value. */
export function createExpand(scopes: readonly ReadonlyMap<string, string>[]): Expand {
  const known = new Map<string, string | undefined>();
  const open = new Set<string>();

  function valueFor(name: string): string | undefined {
    if (known.has(name)) return known.get(name);
    const written = scopes.find((scope) => scope.has(name))?.get(name) ?? dynamic(name);
    if (written === undefined || open.has(name)) return undefined;
    open.add(name);
    const value = expand(written);
    open.delete(name);
    const usable = value === '' || isUnfilled(value) ? undefined : value;
    known.set(name, usable);
    return usable;
  }

  function expand(text: string): string {
    if (!text.includes('{{')) return text;
    let room = Math.max(MOST_CHARS, text.length);
    return text.replace(REFERENCE, (whole, name: string) => {
      const value = valueFor(name.trim());
      if (value === undefined || value.length > room) return whole;
      room -= value.length;
      return value;
    });
  }
  return expand;
}

/** True where a variable is left, or a word in angle brackets that stands for a value: `<token>`. */
export function isUnfilled(text: string): boolean {
  return /\{\{[^{}]*\}\}/.test(text) || /^<[^<>]*>$/.test(text);
}

function dynamic(name: string): string | undefined {
  if (!name.startsWith('$')) return undefined;
  const [first = ''] = name.split(' ');
  return Object.hasOwn(DYNAMIC, first) ? DYNAMIC[first] : undefined;
}
