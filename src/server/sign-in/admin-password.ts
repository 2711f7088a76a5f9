import { ScanError } from '../../errors.ts';
import { ADMIN, accountById, setAdminPassword } from '../store/accounts.ts';
import { note } from '../store/audit.ts';
import { endSessionsOf } from '../store/sessions.ts';
import type { Queries, Store } from '../store/store.ts';
import { hashPassword, isPassword, LEAST_CHARACTERS } from './password.ts';

/** Ends all sessions that the old one opened. @param hashed by `hashPassword` */
export async function changeAdminPassword(trx: Queries, hashed: string, by: string): Promise<void> {
  await setAdminPassword(trx, hashed);
  await endSessionsOf(trx, ADMIN);
  await note(trx, by, 'password.change', ADMIN);
}

/** The password that the environment names holds, whatever it was before. @throws ScanError for one that is too short */
export async function takeAdminPassword({ db }: Store, password: string): Promise<void> {
  if (password.length < LEAST_CHARACTERS)
    throw new ScanError(
      'invalid-option',
      `MIDDLEBRICK_ADMIN_PASSWORD has fewer than ${LEAST_CHARACTERS} characters.`,
    );
  const account = await accountById(db, ADMIN);
  if (account?.password && (await isPassword(password, account.password))) return;
  const hashed = await hashPassword(password);
  await db.transaction().execute((trx) => changeAdminPassword(trx, hashed, 'server'));
}
