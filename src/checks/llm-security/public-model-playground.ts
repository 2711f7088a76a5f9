import type { Exchange } from '../../http/exchange.ts';
import { json, mediaType, succeeded, text } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import type { PlaceKind } from '../../places/place.ts';
import type { Severity } from '../../result.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { hasFields, records } from './documents.ts';

interface Playground {
  readonly product: string;
  /** What is open and how, where the product alone does not say it. */
  readonly says?: string;
  readonly path: string;
  readonly severity?: Severity;
  readonly is: (page: Exchange) => boolean;
}

const shaped =
  (is: (document: unknown) => boolean) =>
  ({ response }: Exchange) =>
    is(json(response));
const page =
  (mark: RegExp) =>
  ({ response }: Exchange) =>
    /html/.test(mediaType(response)) && mark.test(text(response));

const PLACES: readonly Playground[] = [
  {
    product: 'Gradio',
    path: '/config',
    is: shaped((document) =>
      hasFields(document, { version: 'string', components: 'list', dependencies: 'list' }),
    ),
  },
  {
    product: 'Gradio',
    path: '/gradio_api/info',
    is: shaped((document) => hasFields(document, { named_endpoints: 'object', unnamed_endpoints: 'object' })),
  },
  {
    product: 'Open WebUI',
    says: 'Open WebUI without login',
    path: '/api/config',
    is: shaped(
      (document) =>
        isNode(document) &&
        /open webui/i.test(String(document.name ?? '')) &&
        isNode(document.features) &&
        document.features.auth === false,
    ),
  },
  {
    product: 'Open WebUI',
    says: 'Open WebUI with free registration',
    path: '/api/config',
    severity: 'low',
    is: shaped(
      (document) =>
        isNode(document) &&
        /open webui/i.test(String(document.name ?? '')) &&
        isNode(document.features) &&
        document.features.auth === true &&
        document.features.enable_signup === true,
    ),
  },
  {
    product: 'Flowise',
    path: '/api/v1/chatflows',
    severity: 'high',
    is: shaped((document) => records(document).some((flow) => 'flowData' in flow && 'chatbotConfig' in flow)),
  },
  {
    product: 'Streamlit',
    path: '/_stcore/host-config',
    severity: 'info',
    is: shaped((document) =>
      hasFields(document, { allowedOrigins: 'list', useExternalAuthToken: 'boolean' }),
    ),
  },
  {
    product: 'Gradio',
    path: '/',
    is: page(/<gradio-app\b|window\.gradio_config\s*=/),
  },
  { product: 'llama.cpp', path: '/', severity: 'low', is: page(/<title>\s*llama\.cpp\b/i) },
];

/** At the paths of known products, and beside each chain of LangServe. */
const playgrounds: PlaceKind<Omit<Playground, 'path'> & { readonly url: string }> = {
  one: 'playground path',
  many: 'playground paths',
  find({ surface }) {
    const chains = surface.llmEndpoints
      .filter(({ dialect }) => dialect === 'langserve')
      .map(({ url }) => ({
        product: 'LangServe',
        url: url.replace(/invoke$/, 'playground/'),
        is: page(/langserve|playground/i),
      }));
    const others = PLACES.map((place) => ({ ...place, url: surface.target.origin + place.path }));
    return [...chains, ...others];
  },
  key: ({ product, says = product, url }) => `${says} ${url}`,
};

export const publicModelPlayground = defineRule({
  id: 'public-model-playground',
  title: 'LLM playground exposed',
  aliases: ['Gradio', 'Streamlit', 'Open WebUI', 'chat UI'],
  severity: 'medium',
  cwe: [306, 489],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:L/SC:N/SI:N/SA:N',
  description:
    'Anyone can use the model and see its components and parameters. The playground is meant for developers.',
  remediation:
    'Remove playgrounds from production, or protect them: do not mount it in LangServe, set auth= in Gradio and WEBUI_AUTH in Open WebUI.',
  places: playgrounds,
  async judge({ product, says = product, url, is, severity }, { surface, anonymous }) {
    const shown = await anonymous.once({ url });
    if (!succeeded(shown) || surface.absent.matches(shown) || !is(shown)) return 'clean';
    return {
      url,
      ...(severity ? { severity } : {}),
      cause: product,
      confidence: 'confirmed',
      evidenceSummary: `${says} returns ${new URL(url).pathname} without authentication.`,
      proof: [{ exchange: showing(shown, []), note: `a response with the marks of ${says}` }],
      control: { fact: 'The response to an unauthenticated request has this product’s marks.' },
    };
  },
});
