// Keeps the field that has the focus in view: on a small screen the card of the last scan lies over the lower end of the page.

/**
 * As often as the card or what is above the field changes its size.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} page
 */
export function keepInView(card, page) {
  const observer = new ResizeObserver(() => {
    // scan.css leaves so much room at the bottom where the card lies there.
    document.documentElement.style.setProperty("--card", `${card.offsetHeight}px`);
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.scrollIntoView({ block: "nearest" });
  });
  observer.observe(card);
  observer.observe(page);
}
