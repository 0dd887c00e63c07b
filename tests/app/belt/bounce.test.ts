// Holds: a throttled write is found where it is drawn: on its way to the key space, at it, and half the way back.
import { beforeEach, expect, test } from 'vitest';
import { createWorld, scenarios, type World } from '#sim';
import { bounceAt, bouncesShown } from '../../../app/belt/bounce.ts';

const clickstream = scenarios.find(({ slug }) => slug === 'clickstream')!;
const bar = { x: 260, y: 40, width: 24, height: 400 };
const web = { x: 20, y: 60, width: 160, height: 80 };
const TRAVEL_MS = 650;
let world: World;

beforeEach(() => {
  world = createWorld(clickstream, clickstream.seed);
  world.advance(22_000);
});

const input = () => ({ world, bar, travelMs: TRAVEL_MS, producerBoxes: new Map([...world.actors.values()].map(({ ordinal }) => [ordinal, web])) });

test('what is drawn lies between its producer and the key space, and is found there', () => {
  const shown = bouncesShown(input());
  expect(shown.length).toBeGreaterThan(5);
  for (const { index, at } of shown) {
    expect(at.x).toBeGreaterThan(web.x + web.width);
    expect(at.x).toBeLessThan(bar.x);
    const found = bounceAt(input(), at.x, at.y)!;
    // Another may lie on the same spot: then that is as good.
    const other = shown.find((one) => one.index === found)!;
    expect(Math.hypot(other.at.x - at.x, other.at.y - at.y), String(index)).toBeLessThan(1);
    expect(world.nowMs - world.service.rejections.get(found).atMs).toBeLessThanOrEqual(TRAVEL_MS);
  }
});

test('far from all of them there is none, and with reduced motion none is drawn', () => {
  expect(bounceAt(input(), 10, 10)).toBeNull();
  expect(bouncesShown({ ...input(), travelMs: 0 })).toEqual([]);
});
