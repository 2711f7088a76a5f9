import { expect } from 'vitest';
import * as answering from '../../../lab/input-validation/answering-posts.ts';
import { askedByHeader } from '../../../lab/input-validation/asked-by-header.ts';
import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
import { asArgument, inShell, silentShell } from '../../../lab/input-validation/command-injection.ts';
import { commandInjection } from '../../../src/checks/input-validation/command-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(commandInjection, {
  'fires on the output of a command': {
    lab: inShell,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ping'] },
  },
  'fires on a wait that a command asked for': {
    lab: silentShell,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /ping'] },
  },
  'silent where the value is only repeated': { lab: asArgument, options: active, fires: false },
  'fires in a member of a body': {
    lab: askedByPost(inShell),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /ping/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(inShell, 'form'),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /ping/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(asArgument),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'skipped in safe mode': { lab: inShell, fires: false, skipped: /--active/ },
  'fires in a header': {
    lab: askedByHeader(inShell, 'header'),
    options: active,
    fires: { confidence: 'confirmed' },
  },
  'fires in a cookie': {
    lab: askedByHeader(inShell, 'cookie'),
    options: active,
    fires: { confidence: 'confirmed' },
  },
  'silent in a header': {
    lab: askedByHeader(asArgument, 'header'),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'fires where the path says that something is handed over': {
    lab: answering.byPath,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /reports/export'] },
  },
  'fires where the document says what is worked out': {
    lab: answering.bySummary,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /cards'] },
  },
  'fires where each body is answered otherwise, and nothing else shows': {
    lab: answering.byAnswer,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /labels'] },
  },
  'fires in what shows a gift card': {
    lab: answering.previewOfGift,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /gift-cards/preview'] },
  },
  'tries no code of a gift card': {
    lab: answering.codeOfGift,
    options: active,
    fires: false,
    skipped: /./,
    also: () => expect(answering.codeOfGift.asked()).toBe(0),
  },
  ...Object.fromEntries(
    (
      [
        ['every body is answered alike', answering.acknowledging, 4],
        ['a list grows', answering.growing, 2],
        ['the same body is answered otherwise', answering.numbering, 2],
        ['the answer names something new', answering.naming, 1],
        ['people send what is kept', answering.feedback, 0],
        ['the same path lists what is kept', answering.listed, 0],
      ] as const
    ).map(([why, lab, times]) => [
      `asks no further where ${why}`,
      {
        lab,
        options: active,
        fires: false as const,
        skipped: /./,
        also: () => expect(lab.kept()).toBeLessThanOrEqual(times),
      },
    ]),
  ),
});
