/** Loads the page again while what it tells of is under way; not behind the back of whoever looks elsewhere. */
export function lookAgain(root: ParentNode): void {
  const seconds = Number(root.querySelector<HTMLElement>('[data-look-again]')?.dataset.lookAgain);
  if (!(seconds > 0)) return;
  setInterval(() => {
    if (document.visibilityState === 'visible') location.reload();
  }, seconds * 1_000);
}
