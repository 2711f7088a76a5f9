/** Longer than a page takes to come: then something went wrong, and the form may be sent again. */
const UNDER_WAY_MS = 10_000;

/** A second click on a form that is being sent does nothing. */
export function sentOnce(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== 'post') return;
    if (form.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = '';
    setTimeout(() => {
      delete form.dataset.sent;
    }, UNDER_WAY_MS);
  });
  // A page that the browser kept holds a form that was sent: whoever goes back and sends it again means another.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && document.querySelector('[data-sent]')) location.reload();
  });
}
