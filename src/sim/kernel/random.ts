/**
 * Seeded random streams, each with a name ("network", "producer:web-1"), so that one actor's extra draw cannot
 * shift another's. The generator is sfc32; its four words are plain data and travel in checkpoints.
 */
import { mixNumber, mixText, newDigest } from './digest.ts';

type Words = [number, number, number, number];

export interface RandomState {
  readonly seed: number;
  readonly streams: Record<string, Words>;
}

export const newRandom = (seed: number): RandomState => ({ seed, streams: {} });

/** Draws the next number of the named stream: uniform in [0, 1), 32 bits of it. */
export function draw(random: RandomState, stream: string): number {
  const words = (random.streams[stream] ??= seedWords(random.seed, stream));
  return step(words) / 0x1_0000_0000;
}

/** A generator seeded by a number alone, for what is no part of the world (the mask of an iterator's text). */
export function wordGenerator(seed: number): () => number {
  const words = seedWords(seed, '');
  return () => step(words);
}

function seedWords(seed: number, stream: string): Words {
  const digest = newDigest();
  mixNumber(digest, seed);
  mixText(digest, stream);
  const words: Words = [digest.a, digest.b, seed | 0, 1];
  // sfc32 needs a dozen rounds before its words are well mixed.
  for (let i = 0; i < 12; i += 1) step(words);
  return words;
}

function step(words: Words): number {
  const [a, b, c, d] = words;
  const t = (a + b + d) | 0;
  words[3] = (d + 1) | 0;
  words[0] = b ^ (b >>> 9);
  words[1] = (c + (c << 3)) | 0;
  words[2] = (((c << 21) | (c >>> 11)) + t) | 0;
  return t >>> 0;
}
