import {
  sound,
  unsecuredOnPaperOnly,
  unsecuredReading,
  unsecuredWriting,
} from '../../../lab/authentication/documents.ts';
import { unsecuredDocument } from '../../../src/checks/authentication/unsecured-document.ts';
import { testRule } from '../../rule-test.ts';

testRule(unsecuredDocument, {
  'fires where anyone may change things': {
    lab: unsecuredWriting,
    fires: { severity: 'medium', confidence: 'likely' },
  },
  'is information where all is for reading': { lab: unsecuredReading, fires: { severity: 'info' } },
  'is information where the service does ask': {
    lab: unsecuredOnPaperOnly,
    fires: { severity: 'info', confidence: 'confirmed' },
  },
  'silent on a sound document': { lab: sound, fires: false },
});
