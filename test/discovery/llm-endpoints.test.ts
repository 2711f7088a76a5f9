import { describe, expect, test } from 'vitest';
import { models, notModels } from '../../lab/discovery/model-services.ts';
import { discovering } from './discovering.ts';

describe('language-model endpoints', () => {
  test.each(models)('%s at %s', (dialect, path, lab) =>
    discovering(lab, ({ surface, url, sent }) => {
      expect(surface.llmEndpoints.map((endpoint) => [endpoint.dialect, endpoint.url])).toContainEqual([
        dialect,
        url + path,
      ]);
      expect(sent.every(({ request }) => ['GET', 'OPTIONS', 'TRACE'].includes(request.method))).toBe(true);
    }),
  );

  test.each(notModels)('none: %s', (_name, lab) =>
    discovering(lab, ({ surface }) => expect(surface.llmEndpoints).toEqual([])),
  );
});
