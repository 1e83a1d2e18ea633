// Asks the server again and again, as long as somebody can see the answer.
//
// Never while the page is hidden, more rarely after each failure, and at once when the page
// is shown again. One question at a time.

const PAUSE = 10_000;
const LONGEST_PAUSE = 160_000;

/**
 * @param {() => Promise<boolean>} ask whether there was an answer
 * @param {Pick<Document, "hidden" | "addEventListener">} page
 */
export function poll(ask, page) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let failures = 0;
  let isAsking = false;
  const askLater = () => {
    timer = setTimeout(askNow, Math.min(PAUSE * 2 ** failures, LONGEST_PAUSE));
  };
  const askNow = async () => {
    clearTimeout(timer);
    if (isAsking || page.hidden) return;
    isAsking = true;
    failures = (await ask()) ? 0 : failures + 1;
    isAsking = false;
    askLater();
  };
  page.addEventListener("visibilitychange", askNow);
  askLater();
}
