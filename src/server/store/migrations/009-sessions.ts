/** From where a session was opened, and with what: so that its owner knows it again in a list. */
export const SESSIONS: readonly string[] = [
  `alter table sessions add column address text`,
  `alter table sessions add column agent text`,
];
