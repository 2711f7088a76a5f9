/** Enough to see what is wrong with a document; a hostile one could name millions. */
const MAX_PROBLEMS = 100;

/** Sentences about what was left out, each once, bounded. */
export interface Problems {
  add(sentence: string): void;
  list(): readonly string[];
}

export function collectProblems(): Problems {
  const sentences = new Set<string>();
  let beyond = 0;
  return {
    add(sentence) {
      if (sentences.has(sentence)) return;
      if (sentences.size < MAX_PROBLEMS) sentences.add(sentence);
      else beyond += 1;
    },
    list: () =>
      beyond === 0 ? [...sentences] : [...sentences, `${beyond} further problems are not listed.`],
  };
}

/** Text of the document as shown in a sentence: one line, bounded, without control characters. */
export function shown(text: string): string {
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]+/g, ' ');
  return plain.length > 120 ? `${plain.slice(0, 117)}…` : plain;
}
