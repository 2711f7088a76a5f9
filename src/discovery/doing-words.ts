/** Words of an action that ends, removes or changes something, wherever they stand in an address. */
const ALWAYS = words(
  'logout logoff signout signoff delete remove destroy unsubscribe revoke deactivate disable enable purge reset wipe',
  'drop erase shutdown poweroff restart reboot terminate kill cancel createdb initdb resetdb dropdb seeddb setupdb',
  'migrate seed truncate flush flushall flushdb invalidate regenerate reindex rebuild repopulate populate reinstall uninstall install',
  'upgrade downgrade rollback revert restore reinit reinitialize reinitialise undo overwrite evict ban unban suspend',
  'unsuspend impersonate toggle rotate startover endsession factoryreset clearcache setlevel changelevel optout vacuum',
);

/** Words that are an action where they begin the last part of a path, and may be a thing elsewhere: `/switch/{id}`. */
const AT_THE_END = words(
  'approve reject decline deny accept vote upvote downvote buy pay purchase charge refund transfer withdraw send resend',
  'sync synchronize synchronise import switch lock unlock block unblock pause resume execute exec trigger clear clean',
  'cleanup compact publish unpublish activate redeem',
);

/** Words of an action on pages for people, where a link named so may well do it. */
const ON_PAGES = words(
  'confirm change create add update save write insert append move rename merge assign unassign start stop run launch',
  'generate refresh reload apply commit submit set unset mark close reopen claim renew follow unfollow like unlike',
  'subscribe join leave archive unarchive end begin expire checkout deploy upload book order rate flag report',
);

/** Of these, what is as often a thing that an API lists: an employee's leave, a report. */
const THINGS = words('leave order book report rate flag');

/** Neighbours that are an action together, however they are written: `log-out`, `end_session`, `startOver`. */
const PAIRS = new Set(
  words(
    'log:out log:off sign:out sign:off end:session end:sessions close:session kill:session start:over start:again',
    'begin:again power:off shut:down roll:back opt:out turn:on turn:off forget:me clear:cache clear:session clear:all',
    'empty:cart empty:trash factory:reset create:db create:database init:db setup:db setup:database load:fixtures',
    'set:level set:mode set:state set:status set:role set:password change:level change:mode change:password change:role',
    'switch:level switch:mode switch:user mark:as close:account',
  ),
);

/** Parameters whose value says what is to be done. */
const COMMAND = /^(?:action|act|do|cmd|command|op|operation|task|perform|method|event|submit)$/i;
const READING = words(
  'list view show get read search find index browse detail details help about home display print export download info',
  'status count query fetch lookup preview',
);

/** No address or label is longer. */
const LONGEST = 4_000;

/** The words of an address or a label, also out of percent codes and joined spellings. */
export function tokensOf(text: string): string[] {
  return decoded(text.slice(0, LONGEST))
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((token) => token !== '');
}

/** True where these words name an action wherever they stand. */
export function nameAction(tokens: readonly string[]): boolean {
  return tokens.some(
    (token, at) =>
      ALWAYS.has(token) ||
      PAIRS.has(`${token}:${tokens[at + 1]}`) ||
      // `log me out`
      (/^(?:log|sign)$/.test(token) && /^(?:out|off)$/.test(tokens[at + 2] ?? '') && tokens[at + 1] === 'me'),
  );
}

/** True where a part of a path begins with a word of an action, in documents of APIs or on pages for people. */
export function beginWithAction(
  [first = '', second]: readonly string[],
  where: 'document' | 'page',
): boolean {
  if (AT_THE_END.has(first)) return true;
  if (where === 'page') return ON_PAGES.has(first);
  // A set is a thing, to set something is not.
  return first === 'set' && second !== undefined;
}

/** True for a single word that is an action on a button, and a thing in an address that a script reads. */
export function nameThing([first = '', second]: readonly string[]): boolean {
  return second === undefined && THINGS.has(first);
}

/** True where a query says what is to be done, and it is not reading: `?action=delete`, `?do=reset`. */
export function commandsIn(query: string): boolean {
  return query.split(/[&;]/).some((pair) => {
    const [name = '', value = ''] = pair.split('=', 2);
    if (!COMMAND.test(decoded(name))) return false;
    const [first] = tokensOf(value);
    return first !== undefined && !READING.has(first);
  });
}

/** Percent codes may be written twice over; whatever is none stays as it is. */
function decoded(text: string): string {
  let plain = text.replaceAll('+', ' ');
  for (let round = 0; round < 3 && /%[0-9a-f]{2}/i.test(plain); round += 1) {
    plain = plain.replace(/%([0-7][0-9a-f])/gi, (_code, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
  return plain;
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
