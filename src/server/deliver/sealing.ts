/** Keeps secrets so that who reads the database alone cannot read them. */
export interface Sealing {
  seal(text: string): string;
  /** @throws where the key is another one */
  open(sealed: string): string;
}
