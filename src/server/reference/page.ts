import { createHash } from 'node:crypto';
import { type Markup, markup, Markup as Trusted } from '../../report/html/markup.ts';
import type { ApiDocument } from './document.ts';
import { fieldsTable } from './fields.ts';
import { anchorOf, type NamedOperation, operationSection, titleOf } from './operation.ts';
import { STYLE } from './style.ts';

/** Nothing runs, loads or leads away: the one style is known by its hash. */
export const REFERENCE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The document of the API as one page to read, for people without tools for such documents. */
export function referencePage(document: ApiDocument): string {
  const groups = byTag(document);
  const { title, version, description } = document.info;
  const schemas = Object.entries(document.components?.schemas ?? {});
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference (${title})</title>
<style>${new Trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the operations</a>
<nav aria-label="Operations"><p><a href="/">Dashboard</a></p>${contents(groups, schemas.length > 0)}</nav>
<main id="content" tabindex="-1">
<h1>${title} API <small>${version}</small></h1>
<p>${description}</p>
${howTo()}
${[...groups].map(
  ([tag, operations]) => markup`<section class="group"><h2 id="${groupId(tag)}">${tag}</h2>
${operations.map((named) => operationSection(named, document))}</section>`,
)}
${
  schemas.length > 0 &&
  markup`<section class="group"><h2 id="schemas">Schemas</h2>
${schemas.map(
  ([name, schema]) => markup`<section class="operation"><h3 id="schema-${name}">${name}</h3>
${schema.description && markup`<p>${schema.description}.</p>`}${fieldsTable(schema, document)}</section>`,
)}</section>`
}
</main>
</body>
</html>
`.html;
}

function howTo(): Markup {
  return markup`<p>Every request shows an API key: <code>Authorization: Bearer mbk_…</code>. Keys have a scope: <span class="scope">read</span> looks, <span class="scope">scan</span> also scans, triages and uploads, <span class="scope">admin</span> also deletes and makes keys; each includes those before it. The document for programs is <a href="/openapi.json">openapi.json</a>.</p>
<p>Lists come in pages: <code>next</code> of one is the <code>cursor</code> of the next. A request that makes something may carry an <code>Idempotency-Key</code>, so that it can be sent again; one that changes something an <code>If-Match</code> with the <code>ETag</code> that it was read with. Errors are problem documents (RFC 9457), whose <code>code</code> is for programs. Answers say what is left of the quota in <code>RateLimit</code>.</p>`;
}

function byTag({ paths }: ApiDocument): Map<string, NamedOperation[]> {
  const groups = new Map<string, NamedOperation[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const [tag = 'Other'] = operation.tags ?? [];
      groups.set(tag, [...(groups.get(tag) ?? []), { method: method.toUpperCase(), path, operation }]);
    }
  return groups;
}

function contents(groups: ReadonlyMap<string, readonly NamedOperation[]>, hasSchemas: boolean): Markup {
  return markup`<ul>${[...groups].map(
    ([tag, operations]) =>
      markup`<li><a href="#${groupId(tag)}">${tag}</a><ul>${operations.map((named) => markup`<li><a href="#${anchorOf(named)}">${titleOf(named)}</a></li>`)}</ul></li>`,
  )}${hasSchemas && markup`<li><a href="#schemas">Schemas</a></li>`}</ul>`;
}

function groupId(tag: string): string {
  return `group-${tag.toLowerCase().replace(/\W+/g, '-')}`;
}
