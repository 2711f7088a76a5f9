import { describe, expect, test } from 'vitest';
import { models, notModels } from '../../lab/discovery/model-services.ts';
import { isGraphqlRead } from '../../src/http/graphql-reads.ts';
import { discovering } from './discovering.ts';

describe('language-model endpoints', () => {
  test.each(models)('%s at %s', (dialect, path, lab) =>
    discovering(lab, ({ surface, url, sent }) => {
      expect(surface.llmEndpoints.map((endpoint) => [endpoint.dialect, endpoint.url])).toContainEqual([
        dialect,
        url + path,
      ]);
      const changing = sent.filter(
        ({ request }) => !['GET', 'OPTIONS', 'TRACE'].includes(request.method) && !isGraphqlRead(request),
      );
      expect(changing).toEqual([]);
    }),
  );

  test.each(notModels)('none: %s', (_name, lab) =>
    discovering(lab, ({ surface }) => expect(surface.llmEndpoints).toEqual([])),
  );
});
