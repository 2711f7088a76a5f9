/** The member of a body that is the password of an account. */
export const PASSWORD = /^(?:(?:user|login|account)_?)?(?:passw(?:or)?d|pass(?:_?phrase)?|pwd)$/i;

/** The one that is set where a password is changed. */
export const NEW_PASSWORD = /^(?:new_?)?(?:passw(?:or)?d|pass(?:_?phrase)?|pwd)$/i;

/** The present one, asked for once more. */
export const OLD_PASSWORD = /^(?:old|current|existing|previous)_?(?:passw(?:or)?d|pass(?:_?phrase)?|pwd)$/i;

/** The new one once more. */
export const REPEATED_PASSWORD =
  /^(?:pass(?:word|phrase)_?(?:2|confirm(?:ation)?|repeat|again)|(?:confirm|repeat|re_?type|re_?enter)(?:ed)?_?pass(?:word|phrase))$/i;

/** Anywhere in a name or a path. */
export const SAYS_PASSWORD = /passw|pass_?phrase|pwd/i;
