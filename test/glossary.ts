/** What nobody in the field says, and what is said instead. Ids of rules, code and quoted answers are left alone. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\bnobody\b/i, 'unauthenticated'],
  [/\bto (?:no one|anybody who asks)\b/i, 'unauthenticated'],
  [/\brubbish\b/i, 'invalid'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bdamaged\b/i, 'tampered'],
  [/\bforeign (?!key)/i, 'other user’s, untrusted'],
  [/\bgreatest length\b/i, 'maximum length'],
  [/\bfurther members?\b/i, 'additional properties'],
  [/\b(?:any|every|some)body\b/i, 'anyone, everyone, a user'],
  [/\bmade-up (?:credential|key|token|session)/i, 'invalid'],
  [/\bown tokens?\b/i, 'original token'],
  [/\bin answers?\b/i, 'in responses'],
  [/\banswered (?:with |by )?[1-5]\d\d\b/i, 'returned'],
  [/\banswers (?:carry|name|hold|tell|show|give|do)\b/i, 'responses'],
  [/\bheld down by\b/i, 'capped at'],
  [/\bhelps to show\b/i, 'compliance'],
  [/\bnot looked at\b/i, 'not tested'],
  [/\bwhoever\b/i, 'anyone who'],
  [/\botherwise than\b/i, 'differently'],
  [/\bof itself\b/i, '–'],
];

/** Each find as `word → what to say instead: the text`. */
export function forbiddenWords(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, ' ').replace(/`[^`\n]*`/g, ' ');
  return FORBIDDEN.flatMap(([word, instead]) => {
    const found = word.exec(prose);
    if (!found) return [];
    const around = prose.slice(Math.max(0, found.index - 60), found.index + 60).replace(/\s+/g, ' ');
    return [`${found[0]} → ${instead}: …${around}…`];
  });
}
