// What was clicked with the mouse lets go of the focus, so that the next Space is the page's again and
// not a second press. With the keyboard the focus stays where it was put.
export function letGo(event: MouseEvent): void {
  const { activeElement } = document;
  const byMouse = event.detail > 0;
  if (byMouse && activeElement instanceof HTMLButtonElement) activeElement.blur();
}
