import * as lab from '../../../lab/input-validation/sql-in-xml.ts';
import { sqlInjection } from '../../../src/checks/input-validation/sql-injection.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const silent = { options, fires: false, looked: '1 of 1 parameters and properties of bodies' } as const;
const fires = (place: string) => ({ options, fires: { confidence: 'confirmed', at: [place] } }) as const;

testRule(
  sqlInjection,
  {
    'fires in an attribute': { lab: lab.inAttribute, ...fires('POST /people/search') },
    'silent on an attribute that is bound': { lab: lab.boundInAttribute, ...silent },
    'fires in the body of a SOAP envelope': { lab: lab.inSoap, ...fires('POST /ws') },
    'silent on a SOAP call that is bound': { lab: lab.boundInSoap, ...silent },
    'fires in a value of XML-RPC': { lab: lab.inXmlRpc, ...fires('POST /RPC2') },
    'silent on a value of XML-RPC that is bound': { lab: lab.boundInXmlRpc, ...silent },
  },
  { isInGuide: false },
);
