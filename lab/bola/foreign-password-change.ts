import { accountsApi } from '../identities/accounts-api.ts';

export const changesAnybodys = accountsApi({ password: 'named' });
export const changesAnybodysByForm = accountsApi({ password: 'named', oauth: true });
export const changesOwnOnly = accountsApi({ password: 'own' });
/** The name in the path is not looked at: whoever asks changes his own password. */
export const changesTheAskers = accountsApi({ password: 'asker' });
export const pretends = accountsApi({ password: 'named', pretends: true });
