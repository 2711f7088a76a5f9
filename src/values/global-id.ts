/** A global identifier (Relay): a type and the number in it, in Base64. */
export interface GlobalId {
  readonly type: string;
  /** The identifier within the type. */
  readonly inner: string;
  /** The same for another object of the type. */
  readonly of: (inner: string) => string;
}

/** `Order:7`, and `gid://shop/Order/7` as Rails writes it. */
const WRITTEN = /^((?:gid:\/\/[\w-]{1,40}\/)?([A-Za-z_]\w{0,60})[:/])([\w-]{1,60})$/;
const SHORTEST = 8;
const LONGEST = 160;

/** Reads `T3JkZXI6Nw==`; undefined for whatever else is or looks like Base64. */
export function globalId(value: string): GlobalId | undefined {
  if (value.length < SHORTEST || value.length > LONGEST || !/^[\w+/-]+={0,2}$/.test(value)) return undefined;
  const encoding = /[-_]/.test(value) ? 'base64url' : 'base64';
  const text = Buffer.from(value, encoding).toString('latin1');
  const [, before, type, inner] = WRITTEN.exec(text) ?? [];
  if (before === undefined || type === undefined || inner === undefined) return undefined;
  const isPadded = value.endsWith('=');
  const of = (other: string) => {
    const written = Buffer.from(before + other, 'latin1').toString(encoding);
    return isPadded || value.length % 4 === 0 ? written : written.replace(/={1,2}$/, '');
  };
  return of(inner) === value ? { type, inner, of } : undefined;
}
