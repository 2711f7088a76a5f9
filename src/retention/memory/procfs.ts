import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/** Facts from Linux's /proc. Functions return undefined for a process that is gone or closed to us. */

function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'latin1');
  } catch {
    return undefined;
  }
}

/** Value in bytes of a `Name:   123 kB` line. */
function kilobytes(text: string, name: string): number | undefined {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text);
  return match === null ? undefined : Number(match[1]) * 1024;
}

/** Anonymous memory without what the kernel may take back at will (MADV_FREE); RssAnon where maps are closed. */
export function anonymousBytes(pid: number): number | undefined {
  const rollup = readProc(`${pid}/smaps_rollup`);
  const anonymous = rollup === undefined ? undefined : kilobytes(rollup, 'Anonymous');
  if (rollup !== undefined && anonymous !== undefined)
    return anonymous - (kilobytes(rollup, 'LazyFree') ?? 0);
  const status = readProc(`${pid}/status`);
  return status === undefined ? undefined : kilobytes(status, 'RssAnon');
}

/** Whether a process handles a signal itself: one that does not would be ended by it. */
export function catchesSignal(pid: number, signal: number): boolean {
  const mask = /^SigCgt:\s+([0-9a-f]+)$/m.exec(readProc(`${pid}/status`) ?? '')?.[1];
  return mask !== undefined && ((BigInt(`0x${mask}`) >> BigInt(signal - 1)) & 1n) === 1n;
}

/** Parent and start time (clock ticks since boot); the command name may hold spaces and brackets. */
export function processStat(pid: number): { parent: number; startTicks: string } | undefined {
  const text = readProc(`${pid}/stat`);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return undefined;
  return { parent: Number(fields[1]), startTicks: fields[19] ?? '' };
}

/** The process and everything it started: workers of a pre-forking server keep memory each for itself. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of processIds()) {
    const parent = processStat(pid)?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree: number[] = [];
  const open = [root];
  for (let pid = open.shift(); pid !== undefined; pid = open.shift()) {
    tree.push(pid);
    open.push(...(children.get(pid) ?? []));
  }
  return tree;
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

export function executableOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return undefined;
  }
}

/** The number that a process has in its own container. */
export function pidInside(pid: number): string {
  return (
    /^NSpid:(.*)/m
      .exec(readProc(`${pid}/status`) ?? '')?.[1]
      ?.trim()
      .split('\t')
      .at(-1) ?? String(pid)
  );
}

/** Whose process it is. */
export function userOf(pid: number): number | undefined {
  try {
    return statSync(`/proc/${pid}`).uid;
  } catch {
    return undefined;
  }
}

/** Share of the machine's memory that is available, 0 to 1. */
export function availableShare(): number | undefined {
  const text = readProc('meminfo');
  if (text === undefined) return undefined;
  const [total, available] = [kilobytes(text, 'MemTotal'), kilobytes(text, 'MemAvailable')];
  return total && available ? available / total : undefined;
}

/** Processes that listen on a TCP port, by way of the socket's inode (/proc/net/tcp: state 0A). */
export function listenersOn(port: number): number[] {
  const inodes = new Set<string>();
  for (const table of ['net/tcp', 'net/tcp6'])
    for (const line of (readProc(table) ?? '').split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      const localPort = Number.parseInt(fields[1]?.split(':')[1] ?? '', 16);
      if (fields[3] === '0A' && localPort === port && fields[9] !== undefined) inodes.add(fields[9]);
    }
  return holdersOf(inodes);
}

/** Processes that hold one of these sockets open. */
export function holdersOf(inodes: ReadonlySet<string>): number[] {
  return inodes.size === 0 ? [] : processIds().filter((pid) => holdsSocket(pid, inodes));
}

function holdsSocket(pid: number, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((descriptor) => {
      try {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1];
        return inode !== undefined && inodes.has(inode);
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}
