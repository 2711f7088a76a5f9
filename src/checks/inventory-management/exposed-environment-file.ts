import { ENVIRONMENT_FILES } from '../../material/exposed-paths-files.ts';
import { findSecrets, isPlaceholder } from '../../material/secrets.ts';
import { knownPaths } from '../../places/known-paths.ts';
import type { Severity } from '../../result.ts';
import { defineRule } from '../rule.ts';
import { judgePath } from './judge-path.ts';

const ASSIGNED = /^(?:export )?([A-Z][A-Z0-9_]{2,60})=["']?([^\n"']{4,500})(?:["']\s*)?$/gm;
const CREDENTIAL = /PASS|SECRET|TOKEN|CREDENTIAL|PWD|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|SESSION_?KEY|APP_KEY/;
/** Build tools put these into the pages that everybody loads. */
const MADE_PUBLIC = /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|PUBLIC|VUE_APP|GATSBY)_/;
/** `postgres://user:password@host`. */
const WITH_PASSWORD = /\/\/[^\s:/@]{1,100}:([^\s@/]{3,200})@/;
/** Switches, paths and durations of credentials are none: `PASSWORD_MIN_LENGTH=12`, `TOKEN_TTL=1h`. */
const SETTING = /^(?:true|false|yes|no|on|off|none|null|\d{1,6}[a-z]{0,3}|\.{0,2}\/\S*)$/i;

/** Whoever reads credentials of the service is in; settings alone only help to find the way. */
function weigh(body: string): Severity {
  if (findSecrets(body).some(({ pattern }) => pattern.reach === 'full')) return 'critical';
  for (const [, name = '', value = ''] of body.matchAll(ASSIGNED)) {
    if (MADE_PUBLIC.test(name)) continue;
    const password = WITH_PASSWORD.exec(value)?.[1];
    const held = password ?? (CREDENTIAL.test(name) ? value.trim() : undefined);
    if (held !== undefined && !SETTING.test(held) && !isPlaceholder(held)) return 'critical';
  }
  return 'low';
}

export const exposedEnvironmentFile = defineRule({
  id: 'exposed-environment-file',
  title: 'Environment file (.env) exposed',
  aliases: ['.env', 'dotenv', 'credentials leak', 'secret leak', 'security misconfiguration'],
  severity: 'critical',
  cwe: [538, 200, 522],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description: 'Anyone can download the environment file, which often holds the credentials of the service.',
  remediation:
    'Move the file out of the web root, deny paths with a leading dot, and rotate every credential in it.',
  places: knownPaths(ENVIRONMENT_FILES),
  judge: (exposed, context) => judgePath(exposed, context, weigh),
});
