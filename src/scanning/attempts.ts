/** How often a wrong password or code is tried: said once for the flag, the file, the tool and the Action. */
export const USUAL_ATTEMPTS = 20;
export const MOST_ATTEMPTS = 1_000;
export const FEWEST_ATTEMPTS = 5;
export const ATTEMPTS_SAYS = `wrong passwords or codes in a row, for each operation, at accounts and things of the scan’s own; ${USUAL_ATTEMPTS} where left out`;
