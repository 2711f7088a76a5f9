/** Collects a repeatable option. Commander's own lists would swallow what follows them. */
export function repeated(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
