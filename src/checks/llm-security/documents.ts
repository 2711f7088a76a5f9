type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; empty for anything else. A long list is read in part. */
export function records(value: unknown): Fields[] {
  return Array.isArray(value) ? value.slice(0, 500).filter(isRecord) : [];
}

/** True where all of these fields are there with these JSON types. */
export function hasFields(value: unknown, types: Readonly<Record<string, string>>): boolean {
  return (
    isRecord(value) &&
    Object.entries(types).every(([name, type]) =>
      type === 'list' ? Array.isArray(value[name]) : typeof value[name] === type && value[name] !== null,
    )
  );
}
