import { expect, test } from 'vitest';
import { isRisky } from '../../src/discovery/risky-path.ts';

/** Each of them alone, as a path and as part of a name: none is asked without need. */
const DOING =
  'logout logoff signout signoff delete remove destroy unsubscribe revoke deactivate disable purge reset wipe drop erase shutdown restart reboot terminate kill cancel createdb initdb resetdb dropdb migrate seed truncate flush'.split(
    ' ',
  );
test.each(DOING)('%s', (word) => {
  expect(isRisky(`/api/${word}`)).toBe(true);
  expect(isRisky(`/api/notes/${word}-now`)).toBe(true);
});

test.each(
  'log-out log_out log-off sign-out sign-off logOut signOut create-db create_db reset-db init-db'.split(' '),
)('%s, in two words', (word) => expect(isRisky(`/api/${word}`)).toBe(true));

test.each('notes users logs signs login blog'.split(' '))('%s is harmless', (word) =>
  expect(isRisky(`/api/${word}`)).toBe(false),
);
