/**
 * Loads every face of the page's style sheets at once. A browser asks for a face when something is first written in it;
 * on a screen whose hub has gone by then it never comes, and the number stands in a stranger's hand.
 */
export function loadFaces(): void {
  // A face that does not come now is asked for again by the reload that follows the hub's next version.
  for (const face of document.fonts) face.load().catch(() => {});
}
