import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { VERSION } from '../../version.ts';
import type { ChannelKind } from '../deliver/channel-settings.ts';
import { waitingDeliveries } from '../store/deliveries.ts';
import { type Waiting, waiting } from '../store/running-scans.ts';
import type { Store } from '../store/store.ts';

export type EndOfScan = 'done' | 'failed' | 'cancelled' | 'requeued';
export type EndOfDelivery = 'sent' | 'failed' | 'dropped';

/**
 * What this process counts, and what the database says of all of them when it is asked. No label takes its values from
 * callers or targets: as many series as the code has routes and states, however many keys and APIs there are.
 */
export interface Metrics {
  answered(request: {
    readonly method: string;
    /** As it is declared: `/api/v1/apis/:id`. */
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  scanEnded(status: EndOfScan, seconds: number): void;
  deliveryEnded(kind: ChannelKind, status: EndOfDelivery): void;
  readonly contentType: string;
  /** The text format of Prometheus. */
  text(): Promise<string>;
}

const REQUEST_SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5];
const SCAN_SECONDS = [5, 15, 30, 60, 120, 300, 600, 1_800, 3_600];
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function createMetrics(store: Store): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'middlebrick_build_info',
    help: 'Version of this process; the value is 1.',
    labelNames: ['version'],
    registers,
  }).set({ version: VERSION }, 1);
  const requests = new Counter({
    name: 'middlebrick_http_requests_total',
    help: 'Requests that this process answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'middlebrick_http_request_duration_seconds',
    help: 'Until the answer began; streams go on after that.',
    labelNames: ['route'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const ends = new Counter({
    name: 'middlebrick_scans_ended_total',
    help: 'Scans that the workers of this process ended, or gave back to the queue.',
    labelNames: ['status'],
    registers,
  });
  const scanSeconds = new Histogram({
    name: 'middlebrick_scan_duration_seconds',
    help: 'From the start of a scan to its written result, in this process.',
    buckets: SCAN_SECONDS,
    registers,
  });
  const deliveries = new Counter({
    name: 'middlebrick_deliveries_ended_total',
    help: 'Messages of alerts that this process sent, gave up after a day, or dropped, by kind of channel.',
    labelNames: ['kind', 'status'],
    registers,
  });
  queueGauges(store, registers);
  return {
    answered({ method, route, status, seconds }) {
      const known = METHODS.has(method) ? method : 'other';
      requests.inc({ method: known, route, status: `${Math.floor(status / 100)}xx` });
      requestSeconds.observe({ route }, seconds);
    },
    scanEnded(status, seconds) {
      ends.inc({ status });
      if (status === 'done') scanSeconds.observe(seconds);
    },
    deliveryEnded: (kind, status) => deliveries.inc({ kind, status }),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

/** Of the whole installation: every process that is asked says the same. */
function queueGauges(store: Store, registers: Registry[]): void {
  // Gauges are collected all at once: they share one look.
  let look: Promise<Waiting | undefined> | undefined;
  const now = async () => {
    look ??= waiting(store.db)
      .catch(() => undefined)
      .finally(() => {
        look = undefined;
      });
    return await look;
  };
  new Gauge({
    name: 'middlebrick_scans',
    help: 'Scans that wait and that are under way, of all processes. Scale workers by status="queued".',
    labelNames: ['status'],
    registers,
    async collect() {
      const scans = await now();
      this.reset();
      if (scans === undefined) return;
      this.set({ status: 'queued' }, scans.queued);
      this.set({ status: 'running' }, scans.running);
    },
  });
  new Gauge({
    name: 'middlebrick_queue_oldest_seconds',
    help: 'How long the oldest scan that waits has waited; 0 where none does.',
    registers,
    async collect() {
      const scans = await now();
      this.remove();
      if (scans !== undefined) this.set(scans.oldestSeconds);
    },
  });
  new Gauge({
    name: 'middlebrick_deliveries_waiting',
    help: 'Messages of alerts that are still to be sent, by kind of channel.',
    labelNames: ['kind'],
    registers,
    async collect() {
      const kinds = await waitingDeliveries(store.db).catch(() => []);
      this.reset();
      for (const { kind, count } of kinds) this.set({ kind }, count);
    },
  });
  new Gauge({
    name: 'middlebrick_database_up',
    help: 'Whether the database answered while these figures were collected.',
    registers,
    async collect() {
      this.set((await now()) === undefined ? 0 : 1);
    },
  });
}
