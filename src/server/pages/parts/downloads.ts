import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { Format } from '../../../report/index.ts';

/** What each is for, and how its file is called. */
const FILES: readonly (readonly [format: Format, says: string, ending: string])[] = [
  ['html', 'HTML report', 'html'],
  ['json', 'JSON, whole result', 'json'],
  ['sarif', 'SARIF, for code scanning', 'sarif'],
  ['junit', 'JUnit', 'xml'],
  ['markdown', 'Markdown', 'md'],
  ['csv', 'CSV, for spreadsheets', 'csv'],
  ['gitlab', 'GitLab code quality', 'gitlab.json'],
  ['gitlab-dast', 'GitLab DAST', 'gl-dast.json'],
  ['summary', 'Text, summary', 'txt'],
  ['table', 'Text, table', 'table.txt'],
  ['github', 'GitHub annotations', 'github.txt'],
];

/** The result in every format. */
export function downloads(scan: string): Markup {
  return markup`<details class="menu"><summary class="button">Download</summary><ul>${FILES.map(
    ([format, says, ending]) =>
      markup`<li><a href="/api/v1/scans/${scan}/result?format=${format}" download="middlebrick-${scan.slice(0, 8)}.${ending}">${says}</a></li>`,
  )}</ul></details>`;
}
