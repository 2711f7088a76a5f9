import { takesJava, takesJson, takesYaml } from '../../../lab/unsafe-consumption/documents.ts';
import { unsafeDeserialisationFormat } from '../../../src/checks/unsafe-consumption/unsafe-deserialisation-format.ts';
import { testRule } from '../../rule-test.ts';

testRule(unsafeDeserialisationFormat, {
  'fires on Java serialisation': { lab: takesJava, fires: { severity: 'medium', at: ['POST /jobs'] } },
  'fires, milder, on YAML': { lab: takesYaml, fires: { severity: 'low', at: ['POST /jobs'] } },
  'silent on JSON': { lab: takesJson, fires: false },
});
