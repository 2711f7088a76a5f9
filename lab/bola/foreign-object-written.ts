import { ownProfile } from '../property-authorization/own-profile.ts';
import { bookingsApi } from './bookings-api.ts';
import { clubApi } from './club-api.ts';
import { notesApi } from './notes-api.ts';

export const writtenByStrangers = notesApi({ writes: 'users' });
export const writtenByOwners = notesApi();
/** Notes are addressed by their titles. */
export const slugsOfStrangers = notesApi({ writes: 'users', slugs: true });
export const slugsOfOwners = notesApi({ slugs: true });
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

/** All read announcements, and anybody changes them. */
export const announcementsOfAll = clubApi({ author: true });
/** All read events, and anybody calls them off, though not even their title may be changed. */
export const eventsOfAll = clubApi({ organiser: true });
/** Who is no member adds himself to a group that he is not shown. */
export const groupsOfAll = clubApi({ groupOwner: true });
/** Players come with a match, and are looked up without it. */
export const playersOfAll = clubApi({ playerOfMatch: true });
export const matchesOfAll = clubApi({ matchOwner: true });
/** Pages are for all to write, stars for all to give, and groups for all to ask for. */
export const clubOfMembers = clubApi();
export const clubSaysYes = clubApi({ pretends: true });

const city = ({ city: sent }: Record<string, unknown>) => (sent === undefined ? {} : { city: sent });
/** The change of one's own account goes to whom the body names. */
export const profileOfTheBody = ownProfile({ keeps: city, byBody: true });
export const profileOfTheAsker = ownProfile({ keeps: city, numbered: true });
