import { bookingsApi } from './bookings-api.ts';
import { notesApi } from './notes-api.ts';

export const writtenByStrangers = notesApi({ writes: 'users' });
export const writtenByOwners = notesApi();
/** Everybody sees all notes and may tidy them up: one shared board. */
export const sharedBoard = notesApi({ writes: 'users', list: 'all' });
export const openToAnybody = notesApi({ writes: 'anybody' });
/** Says yes to everybody and does what owners say. */
export const saysYes = notesApi({ pretends: true });

/** Guests stand below bookings, and are looked up without them. */
export const guestsOfAll = bookingsApi({ guestOfBooking: true });
export const bookingsOfAll = bookingsApi({ bookingOwner: true });
/** Cards cannot be removed, and anybody has them blocked. */
export const cardsOfAll = bookingsApi({ cardOwner: true });
export const bookingsOfOwners = bookingsApi();
export const bookingsSayYes = bookingsApi({ pretends: true });
