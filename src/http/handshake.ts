import type { Socket } from 'node:net';
import { suiteName } from './cipher-suites.ts';
import type { HandshakeOffer, TlsHandshake, TlsVersion } from './client.ts';
import { clientHello, suitesOf, VERSIONS } from './client-hello.ts';
import { alertName } from './tls-alert.ts';
import { TransportFailure } from './transport-failure.ts';

/** Record head, message head, version and random stand before the length of the session id. */
const SESSION_ID_AT = 43;
/** Firewalls drop hellos that they dislike without a word: that is a refusal too. */
const SILENCE_MS = 3_000;

const ALERT = 21;
const HANDSHAKE = 22;
const SERVER_HELLO = 2;

/** Sends one offer over a fresh connection and reads the server's first word. The connection is closed after it. */
export function offerOver(
  socket: Socket,
  host: string,
  offer: HandshakeOffer,
  signal: AbortSignal,
): Promise<TlsHandshake> {
  const suites = offer.suites ?? suitesOf(offer.version);
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const end = (outcome: TlsHandshake | TransportFailure) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      if (outcome instanceof TransportFailure) reject(outcome);
      else resolve(outcome);
    };
    const timer = setTimeout(() => end({ accepted: false }), SILENCE_MS);
    const stop = () => end(new TransportFailure('aborted', 'The scan was stopped.'));
    signal.addEventListener('abort', stop, { once: true });
    socket.on('data', (data: Buffer) => {
      received = Buffer.concat([received, data]);
      const answer = readAnswer(received, suites, host);
      if (answer) end(answer);
    });
    socket.on('error', () => end({ accepted: false }));
    socket.on('close', () => end({ accepted: false }));
    socket.write(clientHello(host, offer.version, suites));
  });
}

/** Undefined while more bytes are needed. */
function readAnswer(
  data: Buffer,
  suites: readonly number[],
  host: string,
): TlsHandshake | TransportFailure | undefined {
  if (data.length < 7) return undefined;
  if (data[0] === ALERT && data[1] === 3) {
    // A warning, such as unrecognized_name, may stand before the ServerHello.
    if (data[5] === 1) return readAnswer(data.subarray(5 + data.readUInt16BE(3)), suites, host);
    return { accepted: false, alert: alertName(data[6] ?? 0) };
  }
  if (data[0] !== HANDSHAKE || data[1] !== 3 || data[5] !== SERVER_HELLO) {
    return new TransportFailure('tls', `${host} does not answer in TLS.`);
  }
  const suiteAt = SESSION_ID_AT + 1 + (data[SESSION_ID_AT] ?? 0);
  if (data.length < suiteAt + 2) return undefined;
  const suite = data.readUInt16BE(suiteAt);
  const number = data.readUInt16BE(9);
  const version = (Object.keys(VERSIONS) as TlsVersion[]).find((name) => VERSIONS[name] === number);
  // An answer that was not on offer is a broken server, not an accepted offer.
  if (version === undefined || !suites.includes(suite)) return { accepted: false };
  return { accepted: true, version, suite, cipher: suiteName(suite) };
}
