/** The ways in which a piece of code may be a whole file; the first that parses is taken. */
export type Readings = (text: string) => readonly string[];

const splitAt = (text: string, isHead: RegExp): [head: string, rest: string] => {
  const lines = text.split('\n');
  return [
    lines.filter((line) => isHead.test(line)).join('\n'),
    lines.filter((line) => !isHead.test(line)).join('\n'),
  ];
};

export const goReadings: Readings = (text) => {
  if (/^package /m.test(text)) return [text];
  const [, block = '', rest = text] = /^(import \([\s\S]*?\n\)|(?:import .*\n?)+)([\s\S]*)$/.exec(text) ?? [];
  return [`package p\n${text}`, `package p\n${block}\nfunc _() {\n${rest}\n}`];
};

/** A `mod` without a body names another file, which a sample does not have. */
export const rustReadings: Readings = (text) => {
  const alone = text.replace(/^(\s*(?:pub )?mod \w+);$/gm, '$1 {}');
  return [alone, `async fn sample() {\n${alone}\n}`];
};

export const javaReadings: Readings = (text) => {
  const [head, rest] = splitAt(text, /^(?:import|package) /);
  return [text, `${head}\nclass Sample {\n${rest}\n}`, `${head}\nclass Sample { void run() {\n${rest}\n} }`];
};

export const phpReadings: Readings = (text) => {
  const whole = /^<\?php/m.test(text) ? text : `<?php\n${text}`;
  const [head, rest] = splitAt(whole, /^(?:<\?php|use |namespace )/);
  return [whole, `${head}\nclass Sample {\n${rest}\n}`, `${head}\nreturn [\n${rest}\n];`];
};

export const jsonReadings: Readings = (text) => [text, `{${text}}`];
