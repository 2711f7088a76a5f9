/** Ink on paper: what is folded stays out, and a page ends where it may. */
export const PRINT = `
@page { size: A4; margin: 16mm 15mm 18mm; @bottom-left { content: "middlebrick"; font: 8pt system-ui, sans-serif; color: #555; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #555; } }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --code: #f5f5f5; --track: #ddd; --critical: #a3123a; --high: #c2410c; --medium: #7a5200; --low: #1d6fa5; --info: #444; --good: #1a7f4b; --fair: #946200; --bad: #b42335; }
  html { font-size: 9.5pt; }
  body { font-size: 9pt; line-height: 1.35; } main { max-width: none; padding: 0; }
  .screen { display: none; }
  h1 { font-size: 13pt; } h2 { font-size: 12pt; margin: 1rem 0 .35rem; break-after: avoid; } h3 { font-size: 10pt; } h4 { margin: .8rem 0 .2rem; break-after: avoid; }
  .top { gap: 1.2rem; flex-wrap: nowrap; } .gauge { width: 7.5rem; height: 7.5rem; }
  .first p { margin: .1rem 0; } .first > li { break-inside: avoid; margin: .4rem 0; padding: .45rem .8rem .5rem 2.4rem; } .first > li::before { top: .3rem; left: .8rem; }
  .check > summary { padding: .15rem .2rem; } .check > summary .title::before { content: none; } .check { break-inside: avoid; }
  .finding { margin: 0; border-radius: 0; border-width: 0 0 1px 3px; } .finding > summary { padding: .12rem .6rem; break-inside: avoid; gap: 0 .7rem; grid-template-columns: 4.2rem minmax(0, 1.3fr) minmax(0, 1fr); align-items: baseline; } .finding[open] > summary { break-after: avoid; }
  .finding .where { grid-column: auto; font-size: 8pt; } .finding h3 { font-size: 9pt; font-weight: 600; } .badge { font-size: 7pt; padding: 0; }
  details:not([open]) > summary { list-style: none; } section > details:not([open]) > summary { color: var(--soft); } section > details:not([open]) > summary::after { content: " (in the page on screen)"; }
  .finding > summary::after, .check > summary::after { content: none !important; }
  section:has(> h2 + details:not([open]):last-child) { display: none; }
  table { font-size: 8.5pt; } tr { break-inside: avoid; } thead { display: table-header-group; } .scroll { overflow: visible; } .scroll > table { min-width: 0; }
  pre { max-height: none; } .curl, .proof, pre { font-size: 8pt; } a { text-decoration: none; }
  p, li { orphans: 3; widows: 3; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}`;
