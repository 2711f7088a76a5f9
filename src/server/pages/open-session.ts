import { addressOf } from '../sign-in/proxy.ts';
import { startSession } from '../sign-in/session.ts';
import { noteSignIn } from '../store/accounts.ts';
import { note } from '../store/audit.ts';
import type { SessionOwner } from '../store/sessions.ts';
import type { PageContext } from './site.ts';

/** Signs somebody in who has shown that they are who they say. */
export async function openSession(context: PageContext, owner: SessionOwner): Promise<void> {
  const { store, trustProxy } = context.get('site');
  await startSession(store.db, context, trustProxy, owner);
  const who = 'account' in owner ? owner.account : owner.key;
  if ('account' in owner) await noteSignIn(store.db, owner.account);
  await note(store.db, who, 'session.start', who, { address: addressOf(context, trustProxy) });
}
