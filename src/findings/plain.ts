/**
 * What a reader does not see although it is there: controls (they move a terminal's cursor), bidirectional overrides
 * (they reorder what is read, CVE-2021-42574), zero-width and tag characters, half surrogates. Line ends and tabs stay,
 * and so do joiners and selectors between the parts of one emoji.
 */
const UNSEEN =
  /(?![\n\t])(?!(?<=\p{Extended_Pictographic})\ufe0f|(?<=\p{Extended_Pictographic}\ufe0f?)\u200d(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Text as it may stand in a report: what cannot be seen is written as its escape, such as `\u200b`. */
export function plain(value: string): string {
  return value.replaceAll('\r\n', '\n').replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
