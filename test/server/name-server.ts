import { createSocket } from 'node:dgram';

export interface NameServer {
  /** As resolvers are told: `127.0.0.1:5353`. */
  readonly address: string;
  /** Texts of TXT records by name; may be changed while it runs. */
  readonly records: Map<string, readonly string[]>;
  /** Names that it was asked for. */
  readonly asked: readonly string[];
  /** `true`: it answers nothing any more. */
  setMute(isMute: boolean): void;
  close(): Promise<void>;
}

const HEADER_BYTES = 12;
const TXT = 16;
const NAME_ERROR = 3;

/** A name server on loopback that knows TXT records (RFC 1035). */
export async function serveNames(
  records: Readonly<Record<string, readonly string[]>> = {},
): Promise<NameServer> {
  const known = new Map(Object.entries(records));
  const asked: string[] = [];
  let isMute = false;
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const labels: string[] = [];
    let at = HEADER_BYTES;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('ascii', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const name = labels.join('.').toLowerCase();
    asked.push(name);
    if (isMute) return;
    const texts = known.get(name) ?? [];
    const header = Buffer.from(query.subarray(0, HEADER_BYTES));
    header.writeUInt16BE(0x8180 | (texts.length === 0 ? NAME_ERROR : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(texts.length, 6);
    header.fill(0, 8);
    const answers = texts.map((text) => {
      const pieces = text.match(/.{1,200}/gs) ?? [''];
      const data = Buffer.concat(
        pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)])),
      );
      const fixed = Buffer.alloc(12);
      fixed.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
      fixed.writeUInt16BE(TXT, 2);
      fixed.writeUInt16BE(1, 4);
      fixed.writeUInt16BE(data.length, 10);
      return Buffer.concat([fixed, data]);
    });
    socket.send(
      Buffer.concat([header, query.subarray(HEADER_BYTES, at + 5), ...answers]),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    records: known,
    asked,
    setMute: (mute) => {
      isMute = mute;
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
