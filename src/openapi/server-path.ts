import type { Operation } from './operation.ts';

/** Path of the operation's server, without a slash at its end; empty where the server is no URL. */
export function serverPath({ server }: Pick<Operation, 'server'>): string {
  return URL.canParse(server) ? new URL(server).pathname.replace(/\/$/, '') : '';
}
