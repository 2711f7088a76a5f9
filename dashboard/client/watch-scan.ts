interface RuleDone {
  readonly check: string;
  readonly status: 'failed' | 'passed' | 'skipped' | 'errored';
  readonly requests: number;
}

/** Events of a scan as they come, in the page that the server drew of those before. */
export function watchScan(root: ParentNode): void {
  const page = root.querySelector<HTMLElement>('[data-watch]');
  if (page === null) return;
  const { watch, after = '0' } = page.dataset;
  const rules = { done: Number(page.dataset.done), all: Number(page.dataset.rules) };
  const source = new EventSource(`/api/v1/scans/${watch}/events?after=${after}`);
  const dataOf = (event: MessageEvent) => JSON.parse(event.data).data;
  const part = (name: string) => page.querySelector<HTMLElement>(`[data-part="${name}"]`);

  function showProgress(): void {
    const bar = page?.querySelector('progress');
    if (bar && rules.all > 0) {
      bar.max = rules.all;
      bar.value = rules.done;
    }
    const says = part('rules');
    if (says)
      says.textContent = rules.all > 0 ? `${rules.done} of ${rules.all} rules` : `${rules.done} rules`;
  }

  function say(text: string): void {
    const says = part('says');
    if (says) says.textContent = text;
  }

  source.addEventListener('discovering', () => say('Looking for documents and operations'));
  source.addEventListener('discovered', (event) => {
    const { operations, rules: all } = dataOf(event) as { operations: number; rules: number };
    rules.all = all;
    say(`${operations} operations found; checking them`);
    showProgress();
  });
  source.addEventListener('rule-done', (event) => {
    const { check, status, requests } = dataOf(event) as RuleDone;
    rules.done += 1;
    const row = rowOf(page, check);
    for (const name of ['done', status]) {
      const cell = row.querySelector<HTMLElement>(`[data-count="${name}"]`);
      if (cell) cell.textContent = String(Number(cell.textContent) + 1);
    }
    const sent = part('requests');
    if (sent) sent.textContent = String(requests);
    showProgress();
  });
  source.addEventListener('requeued', () => location.reload());
  source.addEventListener('end', () => {
    source.close();
    location.reload();
  });
}

/** The row of a check; one that no scan of this API had before gets its own. */
function rowOf(page: HTMLElement, check: string): HTMLElement {
  const known = page.querySelector<HTMLElement>(`[data-check="${CSS.escape(check)}"]`);
  if (known) return known;
  const row = document.createElement('tr');
  row.dataset.check = check;
  const title = document.createElement('th');
  title.scope = 'row';
  title.textContent = check;
  row.append(title);
  for (const name of ['done', 'passed', 'failed']) {
    const cell = document.createElement('td');
    cell.className = name === 'failed' ? 'num bad' : 'num';
    cell.dataset.count = name;
    cell.textContent = '0';
    row.append(cell);
  }
  page.querySelector('tbody')?.append(row);
  return row;
}
