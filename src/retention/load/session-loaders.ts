import type { TLSSocket } from 'node:tls';
import { RetentionError } from '../errors.ts';
import type { Answer, Loader, Reach } from './loader.ts';
import { answerOf, lengthOfBody, oneRequest } from './one-request.ts';

/** After so many full handshakes in place of resumed ones the server resumes none. */
const LEAST_RESUMED = 12;

/** A new connection with a full TLS handshake for each request: the server makes a session each time. */
export function newSessionLoader(reach: Reach): Loader {
  const connect = sessionConnector(reach);
  return { send: async (speaker) => (await connect(speaker, undefined)).answer, close: async () => {} };
}

/** A new connection for each request that resumes the session of one before. */
export function resumedLoader(reach: Reach): Loader {
  const connect = sessionConnector(reach);
  const sessions: Buffer[] = [];
  let [full, resumed] = [0, 0];
  return {
    async send(speaker) {
      const { answer, session, reused } = await connect(speaker, sessions.pop());
      if (session !== undefined) sessions.push(session);
      if (reused) resumed += 1;
      else full += 1;
      if (resumed === 0 && full >= LEAST_RESUMED)
        throw new RetentionError(
          'target-unfit',
          'The target resumes no TLS session: --arm connection measures what it keeps of full handshakes.',
        );
      return answer;
    },
    close: async () => {},
  };
}

/**
 * TLS 1.2 where the server speaks it: there, resuming makes no session, while TLS 1.3 gives out new tickets on every
 * connection (RFC 8446 section 4.6.1), so that nothing would tell the two apart.
 */
function sessionConnector(reach: Reach) {
  let older: { readonly maxVersion?: 'TLSv1.2' } = { maxVersion: 'TLSv1.2' };
  const once = async (speaker: Parameters<Loader['send']>[0], session: Buffer | undefined) => {
    const request = oneRequest(reach, speaker, {
      ...lengthOfBody(speaker),
      ...older,
      ...(session && { session }),
    });
    let [newest, reused] = [session, false];
    request.on('socket', (socket) => {
      const secure = socket as TLSSocket;
      secure.on('session', (ticket) => {
        newest = ticket;
      });
      secure.once('secureConnect', () => {
        reused = secure.isSessionReused();
      });
    });
    const answer: Promise<Answer> = answerOf(request);
    request.end(speaker.body);
    return { answer: await answer, session: newest, reused };
  };
  return async (speaker: Parameters<Loader['send']>[0], session: Buffer | undefined) => {
    try {
      return await once(speaker, session);
    } catch (error) {
      const refused = error instanceof Error && /protocol version|unsupported protocol/i.test(error.message);
      if (!refused || older.maxVersion === undefined) throw error;
      older = {};
      return once(speaker, session);
    }
  };
}
