import type { Operation } from '../openapi/operation.ts';

/** `user_id`, `userId` and `User-ID` are one name. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Path of the operation's server, without a slash at its end; empty where the server is no URL. */
export function serverPath({ server }: Operation): string {
  return URL.canParse(server) ? new URL(server).pathname.replace(/\/$/, '') : '';
}
