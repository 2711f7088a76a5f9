const MINUTE_MS = 60_000;

/** Whether a time that was just read is of this minute: then the database need not be asked to write it again. */
export function isNoted(at: Date | null): boolean {
  const age = at === null ? MINUTE_MS : Date.now() - at.getTime();
  // One that is ahead was noted by a clock that was wrong: the database, whose clock counts, has to decide.
  return age >= 0 && age < MINUTE_MS;
}
