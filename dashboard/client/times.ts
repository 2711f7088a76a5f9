const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const RENEW_MS = 60_000;

/** Moments in the reader's own zone; those that say how long ago go on saying so. */
export function localTimes(root: ParentNode): void {
  for (const time of root.querySelectorAll('time')) tell(time);
  if (root === document)
    setInterval(() => {
      for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ago]')) tell(time);
    }, RENEW_MS);
}

function tell(time: HTMLTimeElement): void {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const exact = EXACT.format(at);
  if (time.dataset.ago === undefined) time.textContent = exact;
  else {
    time.textContent = ago(Date.now() - at.getTime());
    time.title = exact;
  }
}

function ago(ms: number): string {
  for (const [unit, length] of STEPS) {
    const count = Math.floor(ms / length);
    if (count >= 1) return AGO.format(-count, unit);
  }
  return 'just now';
}
