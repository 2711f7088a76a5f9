/** One at a time, in the order of asking. */
export interface Turn {
  /** Resolves when it is the caller's turn; what it resolves to ends the turn. */
  take(): Promise<() => void>;
}

export function createTurn(): Turn {
  let last: Promise<void> = Promise.resolve();
  return {
    async take() {
      const before = last;
      let done = () => {};
      last = new Promise((resolve) => {
        done = resolve;
      });
      await before;
      return done;
    },
  };
}
