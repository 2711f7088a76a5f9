import { type Markup, markup } from '../../report/html/markup.ts';
import type { ApiDocument, Operation, Parameter, Schema } from './document.ts';
import { nameOf, resolved } from './document.ts';
import { exampleOf } from './example.ts';
import { fieldsTable, row, typeOf } from './fields.ts';

export interface NamedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export function anchorOf({ method, path, operation }: NamedOperation): string {
  return operation.operationId ?? `${method}-${path.replace(/\W+/g, '-')}`;
}

export function titleOf({ method, path, operation }: NamedOperation): string {
  return operation.summary ?? `${method} ${path}`;
}

/** An operation with all that a caller has to know, and a line that calls it. */
export function operationSection(named: NamedOperation, document: ApiDocument): Markup {
  const { method, path, operation } = named;
  const { description, parameters = [], requestBody, responses } = operation;
  const scope = operation.security?.flatMap((one) => Object.values(one)).flat()[0];
  return markup`<section class="operation" id="${anchorOf(named)}">
<h3>${titleOf(named)}</h3>
<p class="line"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code>${scope !== undefined && markup` <span class="scope">${scope}</span>`}</p>
${description && markup`<p>${description}</p>`}
${parameters.length > 0 && parametersTable(parameters)}
${requestBody && bodyPart(requestBody.content, document)}
${answers(responses)}
<h4>Example</h4>
<pre><code>${curlOf(named, document)}</code></pre>
</section>`;
}

function parametersTable(parameters: readonly Parameter[]): Markup {
  const rows = parameters.map(({ name, in: place, required, description, schema = {} }) => {
    const told = description === undefined ? schema : { ...schema, description };
    return row({ path: `${name} (${place})`, schema: told, isRequired: required ?? false });
  });
  return markup`<h4>Parameters</h4>
<table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${rows}</tbody></table>`;
}

type Content = NonNullable<Operation['requestBody']>['content'];

function bodyPart(content: Content, document: ApiDocument): Markup {
  const [[type, { schema = {} }] = ['', {}]] = Object.entries(content);
  const name = nameOf(schema);
  return markup`<h4>Body</h4>
<p><code>${type}</code>${name !== undefined && markup`: <a href="#schema-${name}">${name}</a>`}</p>
${fieldsTable(resolved(schema, document), document)}`;
}

function answers(responses: Operation['responses']): Markup {
  const lines = Object.entries(responses).map(([status, { description, content = {} }]) => {
    const types = Object.entries(content);
    return markup`<li><b>${status}</b> ${description}${types.map(([type, { schema }], at) => markup`${at === 0 ? ': ' : ', '}${schema === undefined || isAny(schema) ? markup`<code>${type}</code>` : typeOf(schema)}`)}</li>`;
  });
  return markup`<h4>Answers</h4><ul class="answers">${lines}</ul>`;
}

function isAny(schema: Schema): boolean {
  return Object.keys(schema).length === 0 || schema.type === 'string';
}

const SAFE_PATH = /\{(\w+)\}/g;

/** For a shell: the address and the key stand in variables, as for the command line. */
export function curlOf({ method, path, operation }: NamedOperation, document: ApiDocument): string {
  const { parameters = [], requestBody } = operation;
  const needed = parameters.filter(({ in: place, required }) => place === 'query' && required);
  const query = needed.map(({ name }) => `${name}=…`).join('&');
  const address = `${path.replace(SAFE_PATH, '<$1>')}${query === '' ? '' : `?${query}`}`;
  const [json] = Object.entries(requestBody?.content ?? {});
  const parts = [
    `curl -sS${method === 'GET' ? '' : ` -X ${method}`} "$MIDDLEBRICK_URL${address}"`,
    `-H "Authorization: Bearer $MIDDLEBRICK_API_KEY"`,
    ...(json
      ? [
          `-H 'Content-Type: ${json[0]}'`,
          `-d '${JSON.stringify(exampleOf(json[1].schema ?? {}, document)).replaceAll("'", "'\\''")}'`,
        ]
      : []),
  ];
  return parts.join(' \\\n  ');
}
