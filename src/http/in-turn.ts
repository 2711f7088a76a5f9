/**
 * Second tries at an origin, one after the other: what ended the service then ends it alone, and fails nobody else's.
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
