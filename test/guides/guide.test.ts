import { describe, expect, test } from 'vitest';
import { compose } from '../../src/guides/compose.ts';
import { guideFor } from '../../src/guides/guide.ts';
import { parsePage } from '../../src/guides/page.ts';
import { CONTAINERS, credentialPage, frameworkPage } from '../../src/guides/vocabulary.ts';
import { CONTAINERS as KINDS } from '../../src/retention/container-kind.ts';

describe('names, however they are written', () => {
  test.each([
    ['Actix Web', 'actix'],
    ['actix-web', 'actix'],
    ['axum', 'axum'],
    ['ASP.NET Core', 'aspnet'],
    ['Spring Boot', 'spring'],
    ['django-rest-framework', 'django'],
    ['koa', undefined],
    ['constructor', undefined],
  ])('framework %s', (typed, page) => expect(frameworkPage(typed)).toBe(page));

  test.each([
    ['api-key-header', 'api-keys'],
    ['API key', 'api-keys'],
    ['jwt', 'jwt'],
    ['bearer', 'jwt'],
    ['mutual-tls', 'mutual-tls'],
    ['mTLS', 'mutual-tls'],
    ['client certificate', 'mutual-tls'],
    ['none', undefined],
  ])('credential %s', (typed, page) => expect(credentialPage(typed)).toBe(page));
});

describe('composing', () => {
  const any = parsePage(
    '# Flaw\n\n## How it arises\n\nSome way.\n\nShared.\n\n## How middlebrick shows it\n\nAsks.\n\n## Fix\n\nMend it.\n\n## Questions and answers\n\n### Why?\n\nBecause.\n',
  );
  const axum = parsePage(
    '# Flaw in Axum\n\n## How it arises\n\nShared.\n\n### In a layer\n\nSo.\n\n## Fix\n\n```rust\n# Title\n## Fix\n```\n\n## Questions and answers\n\n### Why?\n\nAxum.\n',
  );

  test('most specific first, nothing twice, headings lowered', () => {
    const text = compose([
      { about: 'Axum', page: axum },
      { about: 'Anywhere', page: any },
    ]);
    expect(text).toBe(
      [
        '# Flaw in Axum',
        '## How it arises',
        '### Axum',
        'Shared.',
        '#### In a layer',
        'So.',
        '### Anywhere',
        'Some way.',
        '## How middlebrick shows it',
        'Asks.',
        '## Fix',
        '### Axum',
        '```rust\n# Title\n## Fix\n```',
        '### Anywhere',
        'Mend it.',
        '## Questions and answers',
        '### Why?',
        'Axum.\n',
      ].join('\n\n'),
    );
  });
});

test('a rule that is none is said to be none', async () => {
  await expect(guideFor('no-such-rule')).rejects.toThrow(/There is no rule "no-such-rule"/);
});

describe('code', () => {
  test('of another language than the framework’s is in no part of a guide', async () => {
    const { markdown, fix } = await guideFor('foreign-object-served', { framework: 'gin' });
    expect(fix).toContain('```go\n');
    expect(markdown).toContain('```go\n');
    expect(markdown).not.toMatch(/^```(?:js|ts|python|rust|java|php|ruby|csharp)$/m);
  });

  test('is kept as it stands, blank lines too', async () => {
    const { markdown, fix } = await guideFor('foreign-object-served', { framework: 'fastapi' });
    for (const text of [markdown, fix])
      expect(text).toContain('router = APIRouter()\n\n\nasync def own_note(');
  });

  test('of any language is in the guide, and none in the fix, where no framework is known', async () => {
    const { markdown, fix } = await guideFor('foreign-object-served');
    expect(markdown).toContain('```js\n');
    expect(fix).not.toContain('```');
  });
});

describe('the container that grows', () => {
  test.each(Object.keys(CONTAINERS))(
    '%s has a page, whose fix comes before that of the framework',
    async (container) => {
      const guide = await guideFor('memory-kept-per-credential', { framework: 'axum', container });
      const own = `guides/memory-leak/axum-${container}.md`;
      expect(guide.pages.filter((page) => page !== own).slice(0, 2)).toEqual([
        `guides/memory-leak/${container}.md`,
        'guides/memory-leak/axum.md',
      ]);
      expect(guide.fix).toMatch(/^- /m);
      expect(guide.fix).toContain('Let extractors return owned');
      expect(guide.explain).toContain(`--container ${container}`);
    },
  );

  test('has a page for the framework, whose fix comes first', async () => {
    const context = { framework: 'axum', container: 'limiter' };
    const { pages, fix } = await guideFor('memory-kept-per-credential', context);
    expect(pages[0]).toBe('guides/memory-leak/axum-limiter.md');
    expect(fix).toMatch(/^Check the key in the extractor/);
  });

  test('is no matter of other rules, and every kind that the probe tells has a page', async () => {
    expect(await guideFor('jwt-none-algorithm', { container: 'limiter' })).not.toHaveProperty('container');
    expect(Object.keys(CONTAINERS).sort()).toEqual([...KINDS].sort());
  });
});
