import { notesApi } from './notes-api.ts';

export const writtenByStrangers = notesApi({ writes: 'users' });
export const writtenByOwners = notesApi();
/** Everybody sees all notes and may tidy them up: one shared board. */
export const sharedBoard = notesApi({ writes: 'users', list: 'all' });
export const openToAnybody = notesApi({ writes: 'anybody' });
/** Says yes to everybody and does what owners say. */
export const saysYes = notesApi({ pretends: true });
