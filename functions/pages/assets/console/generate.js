// Passwords that can be read out over a telephone: six words by chance, each one of 256, so 48 bits.

import { WORDS } from "./wordlist.js";

const COUNT = 6;

/** A passphrase. A byte chooses a word, and every word is as likely as another. */
export function passphrase() {
  const chosen = crypto.getRandomValues(new Uint8Array(COUNT));
  return Array.from(chosen, (byte) => WORDS[byte]).join(" ");
}
