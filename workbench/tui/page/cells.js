// How many cells a letter takes, as the workbench reckons: CELLS comes before this file.
// The terminal's own tables are older, and it takes a joined emoji for several.

"use strict";

const AFTER_JOINER = 1 << 21; // above every code point
const JOINER = 0x200d;
const WIDE_FORM = 0xfe0f; // asks for the emoji of a sign that is also a letter

const cellsOf = (point) => {
  let [low, high] = [0, CELLS.widths.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last, cells] = CELLS.widths[middle];
    if (point < first) high = middle - 1;
    else if (point > last) low = middle + 1;
    else return cells;
  }
  return 1;
};

const isFlagHalf = (point) => point >= 0x1f1e6 && point <= 0x1f1ff;

// What xterm.js asks of each letter, given the answer for the one before: bit 0 says that it
// belongs to that one's cells, bits 1 and 2 how many they are, the rest is ours.
const answer = (remembered, cells, joined) => (remembered << 3) | (cells << 1) | joined;

const belongs = (point, before) => {
  const [remembered, cells] = [before >> 3, (before >> 1) & 3];
  if (!cells) return null;
  if (point === JOINER) return answer(remembered | AFTER_JOINER, cells, 1);
  if (remembered & AFTER_JOINER) return answer(remembered & ~AFTER_JOINER, cells, 1);
  if (point === WIDE_FORM) return answer(remembered, CELLS.widened.includes(remembered) ? 2 : cells, 1);
  if (isFlagHalf(point) && isFlagHalf(remembered) && cells === 1) return answer(0, 2, 1);
  return cellsOf(point) ? null : answer(remembered, cells, 1);
};

const reckoning = {
  version: "workbench",
  wcwidth: cellsOf,
  charProperties: (point, before) => belongs(point, before) ?? answer(point, cellsOf(point), 0),
};

// Letters that are joined, or written from the right, are drawn a word at a time, so that each
// word reads as it should and lies in the cells that the mouse marks.
const WORD = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Mn}\u200c\u200d]{2,}/gu;
const words = (line) => [...line.matchAll(WORD)].map((at) => [at.index, at.index + at[0].length]);

const prepare = (terminal) => {
  terminal.unicode.register(reckoning);
  terminal.unicode.activeVersion = reckoning.version;
  terminal.registerCharacterJoiner(words);
  terminal.focus();
};

// textual-serve keeps its terminal to itself; this is the first that it sets once it is open.
Object.defineProperty(Object.prototype, "bufferedBytes", {
  configurable: true,
  set(bytes) {
    delete Object.prototype.bufferedBytes;
    this.bufferedBytes = bytes;
    prepare(this.terminal);
  },
});
