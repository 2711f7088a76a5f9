/** The words of each command of a shell text, quotes and escapes taken away (POSIX, and `$'…'` of bash). */
export function shellCommands(source: string): string[][] {
  const text = unwindowed(source);
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  let at = 0;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    const quoted = take(/\$'((?:[^'\\]|\\[\s\S])*)'/y);
    if (quoted) word = (word ?? '') + ansi(quoted[1] ?? '');
    else if (take(/\\\r?\n/y)) continue;
    else if (take(/\r?\n|;|&&?|\|\|?/y)) endCommand();
    else if (take(/[ \t\r]+/y)) endWord();
    else if (word === undefined && take(/#[^\n]*/y)) continue;
    else if (text[at] === "'") word = (word ?? '') + upTo(text.indexOf("'", at + 1));
    else if (text[at] === '"') word = (word ?? '') + doubleQuoted();
    else word = (word ?? '') + (variable() ?? plain());
  }
  endCommand();
  return commands;

  /** What stands from behind this character to there; to the end where nothing closes it. */
  function upTo(end: number): string {
    const inner = text.slice(at + 1, end === -1 ? undefined : end);
    at = end === -1 ? text.length : end + 1;
    return inner;
  }

  function doubleQuoted(): string {
    let inner = '';
    at += 1;
    while (at < text.length && text[at] !== '"') {
      const escaped = take(/\\([\\"$`])/y);
      if (escaped) inner += escaped[1];
      else if (take(/\\\r?\n/y)) continue;
      else inner += variable() ?? text[at++];
    }
    at += 1;
    return inner;
  }

  /** Variables of the shell are nobody's here: they are written as those of collections. */
  function variable(): string | undefined {
    const found = take(/\$(?:\{(\w+)\}|([A-Za-z_]\w*)|\([^()]*\))/y);
    return found ? `{{${found[1] ?? found[2] ?? 'command'}}}` : undefined;
  }

  function plain(): string {
    const escaped = take(/\\([\s\S])/y);
    return escaped ? (escaped[1] ?? '') : (text[at++] ?? '');
  }
}

const SIGNS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '',
  b: '',
  e: '',
  f: '',
  v: '',
};

function ansi(text: string): string {
  return text.replace(/\\(?:x([\da-f]{1,2})|u([\da-f]{1,4})|([\s\S]))/gi, (_, hex, unicode, sign) =>
    sign === undefined ? String.fromCharCode(Number.parseInt(hex ?? unicode, 16)) : (SIGNS[sign] ?? sign),
  );
}

/** Browsers copy commands for the shell of Windows too, which escapes with a caret. */
function unwindowed(text: string): string {
  if (!/\^\r?\n|\^"/.test(text)) return text;
  return text.replace(/\^\r?\n/g, ' ').replace(/\^([\s\S])/g, '$1');
}
