import { mediaType } from '../../http/exchange.ts';
import { inOrder } from '../../material/in-order.ts';
import { disclosed, readableText } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const PAGES: readonly (readonly [name: string, says: RegExp])[] = [
  ['nginx', /<title>Welcome to nginx!<\/title>/],
  ['Apache', /<title>Apache2 [\w ]{1,40}Default Page|<html><body><h1>It works!<\/h1><\/body><\/html>/],
  ['IIS', /<title>IIS Windows(?: Server)?<\/title>|iisstart\.png/],
  ['Tomcat', /<title>Apache Tomcat\/[\d.]+<\/title>/],
  ['Jetty', /<title>Welcome to (?:Eclipse )?Jetty/],
  ['Laravel', inOrder(/<title>Laravel<\/title>/, /laravel\.com\/docs/)],
  ['Django', /<title>The install worked successfully! Congratulations!<\/title>/],
  ['Rails', /<title>Ruby on Rails(?: [\d.]+)?<\/title>|Yay! You(?:’|'|&rsquo;)re on Rails!/],
  ['Caddy', /<title>Caddy works!<\/title>/],
];

export const defaultPageExposed = defineRule({
  id: 'default-page-exposed',
  title: 'Default server page exposed',
  aliases: ['nginx welcome page', 'Apache default page', 'security misconfiguration'],
  severity: 'info',
  cwe: [1188],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers see that the installation is not finished, and try other defaults such as passwords. The default page of the server software is still there.',
  remediation: 'Remove the page, and return 404 for unknown paths.',
  *inspect(exchange, surface) {
    if (exchange.response.status !== 200 || !/html/.test(mediaType(exchange.response))) return;
    const start = readableText(exchange).slice(0, 20_000);
    const page = PAGES.find(([, says]) => says.test(start));
    if (!page) return;
    yield disclosed(exchange, surface, {
      evidenceSummary: `The default page of ${page[0]}.`,
      note: `the default page of ${page[0]}`,
      values: [],
      cause: page[0],
      toIdentity: 'info',
    });
  },
});
