/** Verbs that change or end something even where a careless service lets GET do it. */
const RISKY = new Set(
  (
    'logout logoff signout signoff delete remove destroy unsubscribe revoke deactivate disable purge reset wipe drop ' +
    'erase shutdown restart reboot terminate kill cancel createdb initdb resetdb dropdb migrate seed truncate flush'
  ).split(' '),
);
const PAIRS = /(?:log|sign)[-_]?(?:out|off)|create[-_]?db|reset[-_]?db|init[-_]?db/i;

/** True for paths that are not asked without need: a GET there may log us out or delete something. */
export function isRisky(pathAndQuery: string): boolean {
  if (PAIRS.test(pathAndQuery)) return true;
  const words = pathAndQuery
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.some((word) => RISKY.has(word));
}
