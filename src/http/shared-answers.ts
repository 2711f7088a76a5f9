import type { Exchange } from './exchange.ts';

/** Answers that all rules share: each question is asked once, however many rules ask it. */
export interface SharedAnswers {
  get(key: string, ask: () => Promise<Exchange>): Promise<Exchange>;
  readonly heldBytes: number;
}

/** Text and JSON views of a body cost two to five times its bytes, so this keeps the whole under about 100 MB. */
const MOST_BYTES = 24 * 1024 * 1024;
/** Heads and bookkeeping of one answer, roughly. */
const HEAD_BYTES = 2 * 1024;

/**
 * Keeps answers up to `mostBytes` of bodies; past that the longest unused are forgotten, and asked again if
 * somebody still wants them, like those that are whole no more. A failure is shared like an answer, unless `keepFailure` says that it was ours.
 */
export function createSharedAnswers(
  keepFailure: (failure: unknown) => boolean,
  isWhole: (answer: Exchange) => boolean = () => true,
  mostBytes = MOST_BYTES,
): SharedAnswers {
  const held = new Map<string, { readonly asked: Promise<Exchange>; bytes: number; answer?: Exchange }>();
  let heldBytes = 0;

  function forget(key: string) {
    heldBytes -= held.get(key)?.bytes ?? 0;
    held.delete(key);
  }

  function weigh(key: string, bytes: number) {
    const entry = held.get(key);
    if (!entry) return;
    entry.bytes = bytes;
    heldBytes += bytes;
    for (const [oldest, { bytes: weight }] of held) {
      if (heldBytes <= mostBytes) return;
      // Questions still under way weigh nothing yet; forgetting them would ask twice at once.
      if (oldest !== key && weight > 0) forget(oldest);
    }
  }

  return {
    get(key, ask) {
      const known = held.get(key);
      if (known?.answer && !isWhole(known.answer)) forget(key);
      else if (known) {
        // Maps iterate in order of insertion: taken out and put back, it is the youngest.
        held.delete(key);
        held.set(key, known);
        return known.asked;
      }
      const asked = ask();
      held.set(key, { asked, bytes: 0 });
      asked.then(
        (answer) => {
          const entry = held.get(key);
          if (entry) entry.answer = answer;
          weigh(key, answer.response.body.length + HEAD_BYTES);
        },
        (failure) => {
          if (keepFailure(failure)) weigh(key, HEAD_BYTES);
          else forget(key);
        },
      );
      return asked;
    },
    get heldBytes() {
      return heldBytes;
    },
  };
}
