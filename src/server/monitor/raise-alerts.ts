import { randomUUID } from 'node:crypto';
import type { Message } from '../deliver/message.ts';
import { MOST_ITEMS } from '../deliver/message.ts';
import { queueMessage } from '../deliver/queue-message.ts';
import type { AlertRuleRow } from '../store/alert-rules.ts';
import { rulesFor } from '../store/alert-rules.ts';
import { insertAlert, untold } from '../store/alerts.ts';
import { apiById } from '../store/apis.ts';
import { lockChannels } from '../store/channels.ts';
import { forgetFinished, lockFinished } from '../store/finished-scans.ts';
import type { ScanRow } from '../store/scans.ts';
import type { Queries, Store } from '../store/store.ts';
import { fixedIssues } from '../store/tracked-issues.ts';
import type { Condition } from './conditions.ts';
import type { EndedScan } from './ended-scan.ts';
import { readEnded } from './ended-scan.ts';
import { judgeCondition } from './judge-condition.ts';

/**
 * Sees to one scan that has ended: what its alert rules have to tell is queued in the transaction that forgets it, so that
 * nothing is lost and nothing told twice, whoever is killed. @returns whether there was one
 */
export async function raiseAlerts(store: Store, now: Date): Promise<boolean> {
  return await store.db.transaction().execute(async (trx) => {
    const finished = await lockFinished(trx);
    if (finished === undefined) return false;
    const api = await apiById(trx, finished.api_id);
    const rules = api ? await rulesFor(trx, api) : [];
    const fixed = await fixedIssues(trx, finished.api_id);
    if (rules.length > 0 || fixed.length > 0) {
      const ended = await readEnded(trx, finished);
      if (ended) {
        for (const rule of rules) await tell(trx, rule, ended, now);
        for (const issue of fixed) await tellFixed(trx, issue, ended, now);
      }
    }
    await forgetFinished(trx, finished.id);
    return true;
  });
}

async function tell(trx: Queries, rule: AlertRuleRow, ended: EndedScan, now: Date): Promise<void> {
  const telling = judgeCondition(rule.condition as Condition, ended, now);
  if (telling === undefined) return;
  const since = new Date(now.getTime() - rule.repeat_minutes * 60_000);
  const fresh = await untold(
    trx,
    { rule: rule.id, api: ended.api.id, now, since },
    telling.items.map(({ key }) => key),
  );
  const items = telling.items.filter(({ key }) => fresh.has(key));
  if (items.length === 0) return;
  const message: Message = {
    ...about(ended, now),
    type: (rule.condition as Condition).type,
    title: `${ended.api.name}: ${telling.title(items)}`,
    rule: { id: rule.id, name: rule.name },
    items: items.slice(0, MOST_ITEMS),
    more: Math.max(0, items.length - MOST_ITEMS),
  };
  await insertAlert(trx, {
    id: message.id,
    rule_id: rule.id,
    api_id: ended.api.id,
    scan_id: ended.scan.id,
    message,
    created_at: now,
  });
  for (const channel of await lockChannels(trx, rule.channels))
    if (channel.enabled) await queueMessage(trx, channel, 'alert', message, now);
}

/** Only trackers of issues keep something that can be closed. */
async function tellFixed(
  trx: Queries,
  { channel_id, key, title }: Awaited<ReturnType<typeof fixedIssues>>[number],
  ended: EndedScan,
  now: Date,
): Promise<void> {
  const message: Message = {
    ...about(ended, now),
    type: 'fixed',
    title: `${ended.api.name}: fixed: ${title}`,
    rule: null,
    items: [{ key, title }],
    more: 0,
  };
  for (const channel of await lockChannels(trx, [channel_id]))
    if (channel.enabled) await queueMessage(trx, channel, 'fixed', message, now);
}

function about({ api, scan, before }: EndedScan, now: Date) {
  return {
    id: randomUUID(),
    at: now.toISOString(),
    api: { id: api.id, name: api.name, url: api.url },
    now: stateOf(scan),
    before: before ? stateOf(before) : null,
  };
}

function stateOf({ id, grade, score, coverage }: ScanRow): NonNullable<Message['now']> {
  return { scan: id, grade, score, coverage };
}
