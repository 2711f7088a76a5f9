import { clip } from '../report/layout.ts';
import { withoutCommands } from '../report/runner-commands.ts';
import type { ShownTraffic } from '../scanning/shown-traffic.ts';
import type { HarFile } from './har-file.ts';
import { openHar } from './har-file.ts';
import type { Settings } from './settings.ts';
import { tell } from './terminal.ts';

/** What is done with the traffic of a scan. */
interface TrafficWatch {
  show(traffic: ShownTraffic): void;
  end(): void;
}

/** A payload of kilobytes in an address would bury the other lines. */
const URL_CHARACTERS = 300;

/** Logs and records, as was asked for; undefined where neither was. @throws ScanError where the file cannot be written */
export function watchTraffic({ verbose, har }: Pick<Settings, 'verbose' | 'har'>): TrafficWatch | undefined {
  if (!verbose && har === undefined) return undefined;
  const recording = har === undefined ? undefined : recordingIn(har);
  const log = verbose ? requestLog(process.stderr) : undefined;
  return {
    show(traffic) {
      log?.(traffic);
      recording?.add(traffic);
    },
    end() {
      recording?.end();
    },
  };
}

/** A full disk ends the recording, not the scan. */
function recordingIn(path: string): HarFile {
  const file = openHar(path);
  let failed = false;
  const trying = (work: () => void) => {
    if (failed) return;
    try {
      work();
    } catch (error) {
      failed = true;
      tell(`${path} holds only a part of the traffic: ${(error as Error).message}.`);
    }
  };
  return { add: (traffic) => trying(() => file.add(traffic)), end: () => trying(() => file.end()) };
}

/** One line for each request, written at once: what a pipe shows is what was sent by then. */
function requestLog(stream: NodeJS.WritableStream): (traffic: ShownTraffic) => void {
  let isOpen = true;
  // `2>&1 | head` closes early; that is no failure of the scan.
  stream.on('error', () => {
    isOpen = false;
  });
  return (traffic) => {
    if (isOpen) stream.write(`middlebrick: ${withoutCommands(logLine(traffic), 'words')}\n`);
  };
}

/** `GET https://api.example.com/users 200 12 ms 345 B (ada)`. */
function logLine(traffic: ShownTraffic): string {
  const ms = `${Math.round(traffic.ms)} ms`;
  const url = clip(traffic.url, URL_CHARACTERS);
  if (traffic.type === 'offer') return clip(`TLS ${url} ${traffic.says} ${ms}`, URL_CHARACTERS * 2);
  const { method, status, bytes, identity, failure } = traffic;
  const came = status === undefined ? `no response (${failure}) ${ms}` : `${status} ${ms} ${bytes} B`;
  return clip(`${method} ${url} ${came} (${identity})`, URL_CHARACTERS * 2);
}
