/** Which of the eight tints, with its glyph, a record has: its key's, so one key keeps its look from producer to consumer. */
export const tintOf = (hashTop: number) => Math.imul(hashTop, 0x9e3779b1) >>> 29;
