import { text } from '../../http/exchange.ts';
import { either, inOrder } from '../../material/in-order.ts';
import { addressInputs } from '../../places/address-inputs.ts';
import { confirmed, defineRule } from '../rule.ts';
import { takesNoAddress } from './address-parameters.ts';
import { METADATA_ADDRESS, METADATA_NAME } from './internal-addresses.ts';

/** Metadata services, and words that only their answers hold together. */
const SERVICES: readonly { readonly cloud: string; readonly url: string; readonly holds: RegExp }[] = [
  {
    cloud: 'AWS',
    url: `http://${METADATA_ADDRESS}/latest/meta-data/`,
    holds:
      /ami-id(?:(?!ami-id)[\s\S]){0,200}instance-id|instance-id(?:(?!instance-id)[\s\S]){0,400}security-groups/,
  },
  {
    cloud: 'Google Cloud',
    url: `http://${METADATA_NAME}/computeMetadata/v1/?recursive=true&alt=json`,
    holds: either(inOrder(/"serviceAccounts"/i, /"project"/i), /Missing required header: Metadata-Flavor/i),
  },
  {
    cloud: 'DigitalOcean',
    url: `http://${METADATA_ADDRESS}/metadata/v1/`,
    holds: /droplet_id|vendor-data\s+public-keys/,
  },
];
/** The same network, and nobody there. */
const NOBODY = 'http://169.254.169.253/mb-nowhere';

export const cloudMetadataReachable = defineRule({
  id: 'cloud-metadata-reachable',
  title: 'SSRF to cloud metadata service (IMDS)',
  aliases: ['SSRF', 'IMDS', '169.254.169.254', 'server-side request forgery', 'AWS credentials'],
  severity: 'critical',
  cwe: [918],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H',
  description:
    'Anyone can get the machine’s cloud credentials and act as the machine. The service fetches the cloud metadata address and returns the response.',
  remediation:
    'Require session tokens for metadata (IMDSv2), block 169.254.0.0/16 for the service, and allow only known hosts.',
  needs: ['active'],
  places: addressInputs,
  leaveOut: takesNoAddress,
  async judge(slot, { http }) {
    for (const { cloud, url, holds } of SERVICES) {
      const asked = await http.attempt(slot.with(url));
      if (asked instanceof Error || !holds.test(text(asked.response))) continue;
      const control = await http.attempt(slot.with(NOBODY));
      if (control instanceof Error || holds.test(text(control.response))) continue;
      return confirmed(
        `${slot.name}: this operation returned a response of the metadata service of ${cloud}.`,
        [asked, `the listing of the metadata service of ${cloud}`],
        [control, 'another address of the same network returns nothing of it'],
      );
    }
    return 'clean';
  },
});
