/**
 * Work on one thing, one after the other. Second tries at an origin: what ended the service then ends it alone, and
 * fails nobody else's. Decoders that need much memory: only one has it.
 */
export function createTurns(): <Answer>(origin: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const last = new Map<string, Promise<unknown>>();
  return (origin, ask) => {
    const asked = (last.get(origin) ?? Promise.resolve()).then(ask);
    last.set(
      origin,
      asked.catch(() => undefined),
    );
    return asked;
  };
}
