import type { RetentionTrace } from '../trace.ts';

/** What would settle a verdict that resident memory of a lazy collector leaves open: one flag or one line, by runtime. */
export function nextStep({ runtime, memoryClass }: Pick<RetentionTrace, 'runtime' | 'memoryClass'>): string {
  if (memoryClass === 'B')
    return 'A hook that forces a collection makes the verdict certain: --collect, or --allow-gc on this machine.';
  switch (runtime) {
    case 'node':
      return 'To settle it, run again with --allow-gc (opens the inspector of the Node process and forces collections), or add one line to the service, collectDefaultMetrics() of prom-client, and serve its register at /metrics.';
    case 'jvm':
      return 'To settle it, run again with --allow-gc (forces collections with jcmd, as the same user on the same machine), or name the page of Micrometer: --metrics <url>/actuator/prometheus.';
    case 'go':
      return 'To settle it, name a page of prometheus/client_golang (promhttp.Handler()) with --metrics, or one line for --collect: runtime.GC() and ReadMemStats behind a debug address.';
    case 'dotnet':
      return 'To settle it, name a page of prometheus-net or OpenTelemetry with --metrics, or one line for --collect: GC.GetTotalMemory(true) behind a debug address.';
    case 'ruby':
      return 'To settle it, add one line behind a debug address for --collect: GC.start; ObjectSpace.memsize_of_all.';
    default:
      return 'To settle it, say what runs there with --runtime, or name heap figures with --metrics or --collect.';
  }
}
