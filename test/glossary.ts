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

/**
 * What the pages for all frameworks do not say either: people come to them who searched for IDOR or XSS. Spelling is
 * American, as in titles.
 */
const FORBIDDEN_IN_GUIDES: readonly (readonly [RegExp, string])[] = [
  [/\bno one\b/i, 'unauthenticated, or the passive'],
  [
    /\banonymous (?:is|are|was|must|has|may|reads?|can|readers?|rejection)\b/i,
    'unauthenticated requests are',
  ],
  [/\b(?:reject|refuse|serve|admit)(?:s|ed)? anonymous\b/i, 'reject unauthenticated requests'],
  [/\b(?:asked?|asks) anonymously\b/i, 'requested without authentication'],
  // A model is asked; an operation is not.
  [/(?<!\bmodel )\b(?:is|are) asked (?:for (?!their)|under|by|again)\b/i, 'is requested, receives'],
  [/\bguarded\b/i, 'protected'],
  [/\bstrangers?\b/i, 'attacker, other user'],
  [/\baskers?\b/i, 'the requesting user'],
  [/\b(?:his|him|himself|he)\b/i, 'their, the user’s'],
  [/\bone(?:self|[’']s own)\b/i, 'the user’s own'],
  [/\b(?:the|an) own\b/i, 'its own'],
  [/\bkin\b|\banew\b|\bin earnest\b|\bfor want of\b/i, 'plain words'],
  [/\bpresent (?:one|password)\b/i, 'current password'],
  [
    /\b(?:keeps?|stays?|is|are) silent\b|\b(?:rule speaks|speaks instead)\b/i,
    'nothing is reported, another rule reports it',
  ],
  [/\bis no finding\b/i, 'is not reported'],
  [/\bfalse alarms?\b/i, 'false positive'],
  [/\btold by\b|\bby the words of\b|\bwhose it is\b/i, 'say what shows it'],
  [/\bstands? there\b/i, 'is there'],
  [/\bgives? (?:it|them|the same) away\b/i, 'reveals'],
  [/\bsmells? of\b|\bto taste\b|\bweighs?\b/i, 'severity, or plain words'],
  [/\btelephone\b/i, 'phone number'],
  [/\be-mail\b/i, 'email'],
  [/\b\w*(?:serialis|authoris|recognis|organis|sanitis|normalis|synchronis|summaris|initialis)\w*/i, '-iz-'],
  [/\b(?:behaviour|neighbour|honour|defences?|misspelt|spelt)\w*/i, 'the American spelling'],
];

/** Each find as `word → what to say instead: the text`. */
export function forbiddenWords(text: string): string[] {
  return found(text, FORBIDDEN);
}

/** The same for a page of a guide that holds for all frameworks. */
export function forbiddenInGuides(text: string): string[] {
  return found(text, [...FORBIDDEN, ...FORBIDDEN_IN_GUIDES]);
}

function found(text: string, forbidden: typeof FORBIDDEN): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, ' ').replace(/`[^`\n]*`/g, ' ');
  return forbidden.flatMap(([word, instead]) => {
    const match = word.exec(prose);
    if (!match) return [];
    const around = prose.slice(Math.max(0, match.index - 60), match.index + 60).replace(/\s+/g, ' ');
    return [`${match[0]} → ${instead}: …${around}…`];
  });
}
