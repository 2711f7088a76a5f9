import type { Check } from '../rule.ts';
import { cloudMetadataReachable } from './cloud-metadata-reachable.ts';
import { fetchedContentEchoed } from './fetched-content-echoed.ts';
import { internalAddressExposed } from './internal-address-exposed.ts';
import { serverSideFetch } from './server-side-fetch.ts';
import { urlParameter } from './url-parameter.ts';

export const ssrf: Check = {
  id: 'ssrf',
  title: 'Server-side request forgery (SSRF)',
  owasp: 'API7:2023 Server Side Request Forgery',
  purpose: 'Can a client make the service send requests to URLs of its choice?',
  essential: ['url-parameter', 'server-side-fetch'],
  rules: [
    urlParameter,
    serverSideFetch,
    fetchedContentEchoed,
    cloudMetadataReachable,
    internalAddressExposed,
  ],
};
