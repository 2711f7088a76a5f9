import { OWN_RECORD } from '../values/resource-names.ts';

/** True for a path where a user reads his own record; one `user` without an identifier is whoever asks. */
export function readsOwnRecord(path: string): boolean {
  return OWN_RECORD.test(path) || ONE_WITHOUT_IDENTIFIER.test(path) || OWN_FIELD.test(path);
}

const ONE_WITHOUT_IDENTIFIER = /\/(?:account|session|user)\/?$/i;
/** A field of GraphQL says beside who asks what he is: `~query/me/reader`. */
const OWN_FIELD = /\/~query\/(?:me|viewer|self|whoami|current\w*|profile|account)\/\w+$/i;
