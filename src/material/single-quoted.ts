/** A value as one word of a POSIX shell, in which nothing means anything but itself. */
export function singleQuoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
