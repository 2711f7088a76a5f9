/** Functions that send a request to their first argument. */
export const SENDERS: ReadonlySet<string> = new Set([
  'fetch',
  'axios',
  'ajax',
  'getJSON',
  'EventSource',
  'sendBeacon',
  'open',
]);
/** Methods of clients; maps and forms have methods of the same names, which take no paths. */
export const BY_NAME: Readonly<Record<string, string>> = {
  get: 'GET',
  getJSON: 'GET',
  post: 'POST',
  sendBeacon: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  del: 'DELETE',
};
/** What loads another script. */
export const MODULES: ReadonlySet<string> = new Set([
  'import',
  'importScripts',
  'Worker',
  'SharedWorker',
  'register',
]);
