/** A clock that runs on, and can be set. */
export interface TestClock {
  now(): Date;
  /** To that moment, and on from there. */
  set(to: string | Date): void;
  /** On by so many seconds; back where it is less than none. */
  by(seconds: number): void;
}

export function testClock(start: string | Date = new Date()): TestClock {
  let offset = new Date(start).getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    set(to) {
      offset = new Date(to).getTime() - Date.now();
    },
    by(seconds) {
      offset += seconds * 1000;
    },
  };
}
