/** The four questions that a guide answers, in the order in which they stand. */
export const SECTIONS = [
  'How it arises',
  'How middlebrick shows it',
  'Fix',
  'Questions and answers',
] as const;
export type Section = (typeof SECTIONS)[number];

/** One file of a guide, cut at its headings. */
export interface Page {
  readonly title: string;
  /** Bodies by heading; only those that the page has. */
  readonly sections: ReadonlyMap<string, string>;
}

/** Cuts a page at its headings of the second level; what looks like a heading within a fence is none. */
export function parsePage(text: string): Page {
  let title = '';
  const sections = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const { line, inFence } of linesOf(text)) {
    const [, level = '', heading = ''] = (!inFence && /^(#{1,2}) +(?! )(.*[^ ]) *$/.exec(line)) || [];
    if (level === '#' && title === '') {
      title = heading;
    } else if (level === '##') {
      current = [];
      sections.set(heading, current);
    } else {
      current?.push(line);
    }
  }
  return { title, sections: new Map([...sections].map(([name, body]) => [name, body.join('\n').trim()])) };
}

/** Questions with their answers, in order. */
export function questionsIn(body: string): [question: string, answer: string][] {
  const found: [string, string[]][] = [];
  for (const { line, inFence } of linesOf(body)) {
    const question = !inFence && /^### +(?! )(.*[^ ]) *$/.exec(line)?.[1];
    if (question) found.push([question, []]);
    else found.at(-1)?.[1].push(line);
  }
  return found.map(([question, answer]) => [question, answer.join('\n').trim()]);
}

/** Paragraphs, lists, headings and fences of a body, each whole; a marker stays with what follows it. */
export function blocksIn(body: string): string[] {
  const blocks: string[][] = [[]];
  for (const { line, inFence } of linesOf(body)) {
    const last = blocks.at(-1) ?? [];
    const afterMarker = last.length > 0 && last.every((one) => one.startsWith('<!-- sample:'));
    if (line.trim() === '' && !inFence) {
      if (last.length > 0 && !afterMarker) blocks.push([]);
    } else {
      last.push(line);
    }
  }
  return blocks.map((block) => block.join('\n')).filter((block) => block !== '');
}

/** Fences are three backticks or tildes, or more, closed by as many (CommonMark section 4.5). */
function linesOf(text: string): { readonly line: string; readonly inFence: boolean }[] {
  let fence = '';
  return text.split('\n').map((line) => {
    const inFence = fence !== '';
    const run = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (!inFence && run !== '') fence = run;
    else if (inFence && run.startsWith(fence) && /^ {0,3}[`~]+ *$/.test(line)) fence = '';
    return { line, inFence };
  });
}
