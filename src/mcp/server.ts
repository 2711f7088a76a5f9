import { McpServer } from '@modelcontextprotocol/server';
import { VERSION } from '../version.ts';
import { workflows } from './prompts.ts';
import { keptAsResources } from './resources.ts';
import { compareScans } from './tools/compare-scans.ts';
import { explainFinding } from './tools/explain-finding.ts';
import { getFix } from './tools/get-fix.ts';
import { getScan } from './tools/get-scan.ts';
import { listRules } from './tools/list-rules.ts';
import { listScans } from './tools/list-scans.ts';
import { probeRetention } from './tools/probe-retention.ts';
import { scanApi } from './tools/scan-api.ts';
import { NOTICE } from './untrusted.ts';
import type { Workbench } from './workbench.ts';

const INSTRUCTIONS = `middlebrick scans HTTP APIs from outside. Usual way: scan_api, explain_finding, get_fix, mend the code, scan_api again, compare_scans. Scan only what the user may test; active mode, prompts to language models and probe_retention only when the user asked for them. ${NOTICE}`;

/** Tools, resources and prompts for one connection, or for one request where the transport keeps none. */
export function createMcpServer(bench: Workbench): McpServer {
  const server = new McpServer(
    { name: 'middlebrick', title: 'middlebrick API security scanner', version: VERSION },
    { instructions: INSTRUCTIONS },
  );
  for (const add of [
    scanApi,
    getScan,
    listScans,
    compareScans,
    explainFinding,
    getFix,
    listRules,
    probeRetention,
    keptAsResources,
  ]) {
    add(server, bench);
  }
  workflows(server);
  return server;
}
