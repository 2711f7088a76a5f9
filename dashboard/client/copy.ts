/** A button beside each command: without script one click selects it. */
export function copyButtons(root: ParentNode): void {
  if (!navigator.clipboard) return;
  for (const text of root.querySelectorAll<HTMLElement>('.curl, [data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy small';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text.textContent?.trim() ?? '');
      button.textContent = 'Copied';
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 2_000);
    });
    text.before(button);
  }
}
