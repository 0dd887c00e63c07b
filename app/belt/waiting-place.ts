/** Where beside its producer a throttled record waits for its next attempt, in CSS pixels: the middle of the first square. */
import { SQUARE, type Box } from './layout.ts';
import type { Point } from './way.ts';

const GAP = 8;

export const waitingPlace = (box: Box): Point => ({ x: box.x + box.width + GAP + SQUARE / 2, y: box.y + box.height / 2 + 2 * SQUARE });
