import { headerValues, mediaType } from '../../http/exchange.ts';
import { service } from '../../places/service.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

/** In a path or server, as a date, as a parameter, or in a header or media type. */
const IN_PATH = /(?:^|[/.-])v?\d{1,2}(?:\.\d+)?(?:\/|$)|\/v\d|\d{4}-\d\d(?:-\d\d)?|api-?v\d/i;
const IN_NAME = /version/i;
const IN_TYPE = /vnd\.(?:(?!vnd\.).)*v\d|version=/i;
/** Services with fewer operations than this seldom have several versions. */
const FEWEST = 4;

export const unversionedApi = defineRule({
  id: 'unversioned-api',
  title: 'API without versioning',
  aliases: ['API version', 'versioning'],
  severity: 'info',
  cwe: [1059],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Changes break clients, and it is unknown which old version is still in use. Neither paths nor headers contain a version.',
  remediation: 'Put a version into the path, a header or the media type, and retire versions by date.',
  needs: ['spec'],
  inapplicable: (surface) =>
    surface.operations.filter(({ source }) => source === 'spec').length < FEWEST
      ? 'the API document lists too few operations'
      : undefined,
  places: service,
  async judge(surface, { anonymous }) {
    const listed = surface.operations.filter(({ source }) => source === 'spec');
    const versioned = listed.some(
      ({ server, path, parameters, bodies, responses }) =>
        IN_PATH.test(new URL(server).pathname) ||
        IN_PATH.test(path.replace(/\{[^{}]*\}/g, '')) ||
        parameters.some(({ name }) => IN_NAME.test(name)) ||
        [...bodies, ...responses.flatMap(({ content }) => content)].some((content) =>
          IN_TYPE.test(content.mediaType),
        ),
    );
    const { entry } = surface;
    const named =
      entry.response.headers.some(([name]) => /api-?version/i.test(name)) ||
      headerValues(entry.response.headers, 'content-type').some((type) => IN_TYPE.test(type)) ||
      IN_TYPE.test(mediaType(entry.response)) ||
      /(?:^|[.-])v\d+[.-]/.test(surface.target.hostname);
    if (versioned || named) return 'clean';
    const exchange = await anonymous.once({ url: surface.target.url });
    return {
      confidence: 'tentative',
      evidenceSummary: `None of ${listed.length} documented operations contains a version.`,
      proof: [{ exchange: showing(exchange, []), note: 'nor does this response' }],
    };
  },
});
