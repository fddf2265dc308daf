// A search that keeps up with typing: it waits for a pause, stops what it asked before, and never shows an older answer
// over a newer one.

/** So long may the next letter take. */
const PAUSE = 180;

/**
 * @template Answer
 * @param {object} options
 * @param {(signal: AbortSignal) => Promise<Answer>} options.ask
 * @param {(answer: Answer) => void} options.show
 * @param {(error: unknown) => void} options.fail
 * @param {AbortSignal} options.signal ends it all
 */
export function latest({ ask, show, fail, signal }) {
  let running = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  signal.addEventListener("abort", stop);

  function stop() {
    clearTimeout(waiting);
    running.abort();
  }

  /** Asks at once. */
  async function now() {
    stop();
    if (signal.aborted) return;
    running = new AbortController();
    const mine = running.signal;
    try {
      const answer = await ask(mine);
      if (!mine.aborted) show(answer);
    } catch (error) {
      if (!mine.aborted) fail(error);
    }
  }

  /** Asks when nobody has called for a while. */
  function soon() {
    stop();
    waiting = setTimeout(now, PAUSE);
  }

  return { now, soon };
}
