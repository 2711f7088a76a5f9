/** What a page of Swagger UI, Redoc, RapiDoc, Scalar or Stoplight says about the document that it shows. */
export interface DocumentationPage {
  /** Where the document is, as written; relative to the page. */
  readonly references: readonly string[];
  /** Scripts that hold the page's configuration, as written. */
  readonly scripts: readonly string[];
  /** Documents that stand in the script itself (swagger-ui-express and NestJS). */
  readonly embedded: readonly string[];
}

const MARKERS =
  /swagger-ui|SwaggerUIBundle|redoc|rapi-doc|rapidoc|@scalar\/|scalar-api-reference|id="api-reference"|elements-api|stoplight|swaggerDoc|swashbuckle/i;

const REFERENCES: readonly RegExp[] = [
  // Swagger UI: `url: "…"`, `"url":"…"`, also inside `urls: [...]`; ASP.NET writes it inside a JSON string.
  /(?:\burl|\\?["']url\\?["'])\s*[:=]\s*\\?["']([^"'\\\s]{1,300})\\?["']/g,
  /\b(?:configUrl|specUrl|openapi_url|openapiUrl|definitionUrl|schemaUrl|spec_url)\\?["']?\s*[:=]\s*\\?["']([^"'\\\s]{1,300})\\?["']/gi,
  /\b(?:spec-url|apiDescriptionUrl|api-description-url|data-url|document-url)\s*=\s*["']?([^"'\s>]{1,300})/gi,
  /\bRedoc\.init\(\s*["'`]([^"'`\s]{1,300})/g,
  /\bdownload[^>]{0,80}href="([^"\s]{1,300}\.(?:json|ya?ml))"/gi,
  /["'`]([^"'`\s<>]{0,200}(?:openapi|swagger|api-docs)[\w./-]{0,60}(?:\.json|\.ya?ml|\/swagger-config|v\d\/api-docs))["'`]/gi,
];

const SCRIPT = /<script\b[^<>]{0,500}\bsrc\s*=\s*["']?([^"'\s>]{1,300})/gi;
const CONFIGURATION =
  /(?:swagger-ui-init|(?:^|\/)index|initializer|scalar(?:(?!scalar)[\w.-])*config)\.js(?:\?|$)/i;

/** True for pages of Swagger UI, whose configuration lies in a script beside it. */
export function isSwaggerUi(page: string): boolean {
  return /swagger-ui/i.test(page);
}

/** True for pages whose purpose is to show an API's description. */
export function isDocumentationPage(page: string): boolean {
  return MARKERS.test(page);
}

export function readDocumentationPage(written: string): DocumentationPage {
  // Configurations stand in attributes, too, and slashes in strings of scripts.
  const source = written.replaceAll('&quot;', '"').replaceAll('\\/', '/');
  const references = REFERENCES.flatMap((pattern) =>
    [...source.matchAll(pattern)].map(([, url = '']) => unescaped(url)),
  );
  const scripts = [...source.matchAll(SCRIPT)]
    .map(([, url = '']) => unescaped(url))
    .filter((url) => CONFIGURATION.test(url));
  return {
    references: [...new Set(references)].filter(plausible),
    scripts: [...new Set(scripts)],
    embedded: embeddedDocuments(source),
  };
}

function plausible(reference: string): boolean {
  return !/\.(?:js|css|png|svg|ico|html?)(?:\?|$)|oauth2-redirect|petstore\.swagger\.io/i.test(reference);
}

/** A page holds one or two; each failed attempt reads to the end. */
const MOST_ATTEMPTS = 10;
const MOST_EMBEDDED = 4;

/**
 * `swaggerDoc: {…}` of swagger-ui-express, `spec: {…}` of Swagger UI, `content: {…}` of Scalar or its script of JSON,
 * `apiDescriptionDocument` of Stoplight, the state of a page that Redoc has built, and what `Redoc.init` is given.
 */
const EMBEDDING: readonly RegExp[] = [
  /["']?swaggerDoc["']?\s*[:=]\s*(?=\{)/g,
  /["']?(?:spec|content|apiDescriptionDocument)["']?\s*[:=]\s*(?=\{)/g,
  /["']data["']\s*:\s*(?=\{\s*["'](?:openapi|swagger)["'])/g,
  /\bid=["']?api-reference["']?[^<>]{0,150}>\s*(?=\{)/g,
  /\bRedoc\.init\(\s*(?=\{)/g,
];

/** Documents that stand in a page or its script as they are. */
function embeddedDocuments(source: string): string[] {
  const starts = EMBEDDING.flatMap((pattern) => [...source.matchAll(pattern)].slice(0, MOST_ATTEMPTS)).map(
    (match) => match.index + match[0].length,
  );
  return starts
    .slice(0, MOST_ATTEMPTS)
    .map((start) => balanced(source, start))
    .filter((object) => object !== undefined)
    .filter((object) => /"(?:openapi|swagger)"\s*:/.test(object.slice(0, 20_000)))
    .slice(0, MOST_EMBEDDED);
}

/** The JSON object that starts at `from`, to its closing brace. */
function balanced(source: string, from: number): string | undefined {
  let depth = 0;
  let inString = false;
  for (let at = from; at < source.length; at += 1) {
    const character = source[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return source.slice(from, at + 1);
    }
  }
  return undefined;
}

function unescaped(value: string): string {
  return value.replaceAll('&amp;', '&').replaceAll('\\u002F', '/');
}
