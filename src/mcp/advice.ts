import type { ScanErrorCode } from '../errors.ts';

/** What a caller can do about a failure, in words of ours alone: the sentence that says what happened may quote the target. */
export const ADVICE: Readonly<Record<ScanErrorCode, string>> = {
  'invalid-option': 'Correct the argument that is named below.',
  'invalid-url': 'Correct the address.',
  'invalid-config': 'Correct middlebrick.yaml where it says.',
  'unreadable-file':
    'Check the path, from the folder that the server was started in, and that the file can be read.',
  'invalid-spec': 'Give another document in "spec", or leave it out: documents are found by themselves.',
  'invalid-certificate': 'Check the files in "cert", "key" and "ca": PEM, and belonging together.',
  unreachable:
    'Check that the API runs and that scheme, host and port of "url" are right; start it if it does not, then call again.',
  'tls-refused':
    'Check that the port speaks TLS; where it wants a client certificate, give "cert" and "key".',
  'untrusted-tls':
    'Give its issuer in "ca"; only where the user agrees, "insecure": true sends the credential all the same.',
  'blocked-address': 'Scan another address: this one is not to be asked. Where it is meant, ask the user.',
  'not-http': 'Check the port: what listens there is no HTTP API.',
  'login-lost':
    'The credential is not accepted, or no longer: ask the user for a fresh one, or call again without it to see what anybody can.',
  'target-unfit': 'Give an endpoint that answers 2xx with a credential, and 401 or 403 without.',
  'memory-source-unreadable': 'Check "pid" or "metrics", or leave both out and set "answersOnly": true.',
  'credential-source-failed': 'Check "template" or "jwtSecret".',
  'unwritable-journal':
    'Active mode notes what it makes before it makes it: make the state folder writable, or scan in safe mode.',
  stopped: 'It was cancelled: call again to start anew.',
};
