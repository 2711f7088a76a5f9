import { ScanError } from '../../errors.ts';
import { speakersOf } from '../../given/stored-credentials.ts';
import { createAddressGuard } from '../../http/address-guard.ts';
import { keptListed } from '../../http/listed-hosts.ts';
import { keptIn } from '../../journal/journal-file.ts';
import { redactedFailure } from '../../redaction/failure.ts';
import { createRedactor } from '../../redaction/redactor.ts';
import type { ScanEvent } from '../../scan.ts';
import { scan } from '../../scan.ts';
import { digestOf } from '../digest.ts';
import { pack } from '../packed.ts';
import type { NewEvent } from '../store/events.ts';
import type { FromScan, ScanOrder, ToScan } from './messages.ts';

/** Talks to the worker that started this process. */
export interface Line {
  send(message: FromScan): Promise<void>;
  hear(listener: (message: ToScan) => void): void;
  /** The worker is gone: what is found now nobody wants. */
  closed(listener: () => void): void;
}

/** One scan in a process of its own: whatever a hostile target makes of it, the server goes on answering. */
export async function runScanProcess(line: Line): Promise<void> {
  const stop = new AbortController();
  line.closed(() => stop.abort());
  const order = await new Promise<ScanOrder>((resolve) => {
    line.hear((message) => {
      if (message.type === 'scan') resolve(message.order);
      else stop.abort();
    });
  });
  await line.send(await outcomeOf(order, stop.signal, line));
}

async function outcomeOf(order: ScanOrder, signal: AbortSignal, line: Line): Promise<FromScan> {
  const { settings } = order;
  let secrets: readonly string[] = [];
  try {
    const speakers = speakersOf(order.identities);
    secrets = speakers.secrets;
    const result = await scan({
      id: order.id,
      url: order.url,
      ...(order.specUrl === null ? {} : { specs: [{ url: order.specUrl }] }),
      mode: order.mode,
      maxTimeMs: settings.maxSeconds * 1000,
      ...(settings.maxRequests === undefined ? {} : { maxRequests: settings.maxRequests }),
      ...(settings.rate === undefined ? {} : { rate: settings.rate }),
      ...(settings.quick ? { quick: true } : {}),
      selection: { include: settings.include ?? [], exclude: settings.exclude ?? [] },
      suppressions: order.accepted,
      identities: speakers.identities,
      headers: speakers.headers,
      ...(Object.keys(order.roles).length > 0 ? { roles: order.roles } : {}),
      addressGuard: guardFor(order),
      journal: keptIn(order.journals),
      signal,
      onEvent: (event) => {
        const told = toldOf(event);
        if (told) void line.send({ type: 'event', event: { ...told, at: new Date() } });
      },
    });
    return { type: 'result', digest: digestOf(result), packed: await pack(result) };
  } catch (failure) {
    const code = failure instanceof ScanError ? failure.code : 'internal-error';
    const said = redactedFailure(failure, createRedactor(secrets));
    return { type: 'failed', code, message: said instanceof Error ? said.message : String(said) };
  }
}

function guardFor({ allow, listedHost }: ScanOrder) {
  const guard = createAddressGuard(allow);
  return listedHost === null ? guard : keptListed(guard, listedHost, allow);
}

/** What people watch; the rest of an event is too large to be kept for them. */
function toldOf(event: ScanEvent): NewEvent | undefined {
  switch (event.type) {
    case 'discovering':
      return { type: 'discovering', data: { url: event.url } };
    case 'discovered':
      return {
        type: 'discovered',
        data: { operations: event.surface.operations.length, rules: event.rules },
      };
    case 'rule-done': {
      const { type, ...data } = event;
      return { type, data };
    }
    case 'warning':
      return { type: 'warning', data: { says: event.says } };
    default:
      return undefined;
  }
}
