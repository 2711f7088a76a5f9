/** What of the settings differs from what is usual. */
export type StoredSettings = Readonly<Record<string, unknown>>;
