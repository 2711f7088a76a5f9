import MiniSearch from 'minisearch';

interface SearchRecord {
  readonly id: number;
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

declare global {
  var searchRecords: readonly SearchRecord[] | undefined;
}

const root = (document.currentScript as HTMLScriptElement | null)?.dataset.root ?? '';
const field = element('search', HTMLInputElement);
const list = element('results', HTMLElement);
const menu = element('menu', HTMLButtonElement);
const MOST_RESULTS = 12;

let index: Promise<MiniSearch<SearchRecord>> | undefined;

/** Loaded when the reader first turns to the search: most pages are read without it. */
function loadIndex(): Promise<MiniSearch<SearchRecord>> {
  index ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${root}search-records.js`;
    script.onerror = reject;
    script.onload = () => {
      const search = new MiniSearch<SearchRecord>({
        fields: ['title', 'path', 'text'],
        storeFields: ['path', 'title', 'text'],
        // Rule ids are found whole and by their words.
        tokenize: (text) =>
          text
            .toLowerCase()
            .split(/[^\p{L}\p{N}]+/u)
            .filter(Boolean),
        searchOptions: {
          boost: { title: 4, path: 9 },
          // The page on a flaw comes before those on the flaw in one framework, unless that is named.
          boostDocument: (_id, term, page) =>
            String(page?.path).split('/').length < 3 || String(page?.path).includes(term) ? 1 : 0.3,
          prefix: true,
          fuzzy: 0.15,
          combineWith: 'AND',
        },
      });
      search.addAll(globalThis.searchRecords ?? []);
      resolve(search);
    };
    document.head.append(script);
  });
  return index;
}

async function showResults(): Promise<void> {
  const query = field.value.trim();
  if (query === '') return close();
  const found = (await loadIndex()).search(query).slice(0, MOST_RESULTS);
  if (field.value.trim() !== query) return;
  list.replaceChildren(
    ...found.map((hit, at) => {
      const link = document.createElement('a');
      link.href = root + hit.path;
      link.id = `result-${at}`;
      link.setAttribute('role', 'option');
      const title = document.createElement('strong');
      title.textContent = hit.title;
      const says = document.createElement('span');
      says.textContent = excerpt(hit.text, hit.queryTerms);
      link.append(title, says);
      return link;
    }),
  );
  if (found.length === 0) {
    const nothing = document.createElement('p');
    nothing.textContent = 'Nothing found.';
    list.append(nothing);
  }
  list.hidden = false;
  field.setAttribute('aria-expanded', 'true');
  choose(0);
}

function excerpt(text: string, terms: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(
    0,
    Math.min(...terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0), text.length),
  );
  const from = at >= text.length ? 0 : Math.max(0, text.lastIndexOf(' ', Math.max(0, at - 40)) + 1);
  return `${from > 0 ? '… ' : ''}${text.slice(from, from + 130)}…`;
}

function choose(at: number): void {
  const options = [...list.querySelectorAll('a')];
  const chosen = options[(at + options.length) % Math.max(1, options.length)];
  for (const option of options) option.setAttribute('aria-selected', String(option === chosen));
  if (chosen) field.setAttribute('aria-activedescendant', chosen.id);
  else field.removeAttribute('aria-activedescendant');
  chosen?.scrollIntoView({ block: 'nearest' });
}

function chosen(): number {
  return [...list.querySelectorAll('a')].findIndex(
    (option) => option.getAttribute('aria-selected') === 'true',
  );
}

function close(): void {
  list.hidden = true;
  field.setAttribute('aria-expanded', 'false');
  field.removeAttribute('aria-activedescendant');
}

field.addEventListener('focus', () => void loadIndex());
field.addEventListener('input', () => void showResults());
field.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    close();
    field.blur();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    choose(chosen() + (event.key === 'ArrowDown' ? 1 : -1));
  } else if (event.key === 'Enter') {
    list.querySelectorAll('a')[chosen()]?.click();
  }
});
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    field.focus();
  }
});
document.addEventListener('click', (event) => {
  if (event.target instanceof Node && !list.contains(event.target) && event.target !== field) close();
});
menu.addEventListener('click', () => {
  const open = document.body.classList.toggle('menu-open');
  menu.setAttribute('aria-expanded', String(open));
});
const here = document.querySelector<HTMLElement>('#navigation [aria-current="page"]');
// Only the list moves: scrollIntoView would take the page along.
if (here) element('navigation', HTMLElement).scrollTop = here.offsetTop - window.innerHeight / 2;

function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no element ${id}`);
  return found;
}
