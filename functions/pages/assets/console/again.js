// Looks again at what goes on elsewhere: soon after something has changed, then seldomer, and not for ever.

/** Milliseconds from a look to the next, at least and at most. */
const SOON = 1_000;
const SELDOM = 15_000;

/** So many times, six minutes in all, is looked whether a mail that went out comes back. */
export const LOOKS = 30;

/** The pause after a look that has told nothing new; without `pause`, after one that has. */
export function longer(pause = 0) {
  return Math.min(Math.max(SOON, pause * 1.3), SELDOM);
}

/** Waits so long, and until somebody looks at the page. */
export async function rest(/** @type {number} */ pause, /** @type {AbortSignal} */ signal) {
  await sleep(pause, signal);
  while (document.hidden && !signal.aborted) await sleep(SOON, signal);
}

/** @returns {Promise<void>} */
function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(waiting);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const waiting = setTimeout(end, signal.aborted ? 0 : milliseconds);
    signal.addEventListener("abort", end);
  });
}
