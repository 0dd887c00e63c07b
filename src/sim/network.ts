/**
 * What lies between actors and the service: latency with jitter, messages that get lost, a link that is too narrow. Each
 * chance is drawn from its own stream, so that switching one fault on shifts no other draw. Times in ms.
 */
import { limitsProblem, type Limits } from './actors/actor-config.ts';

export interface NetworkConfig {
  /** One way, of a request as of an answer. */
  readonly oneWayMs: number;
  /** On top of it up to so much, drawn for each message. */
  readonly jitterMs: number;
  /** The share of requests that never arrive, 0 … 1. Absent = 0. */
  readonly requestLoss?: number;
  /** The share of answers that never arrive: the service did what was asked, and the caller does not know. Absent = 0. */
  readonly responseLoss?: number;
  /** How much each actor can send in a second, in bytes; absent = as much as it likes. */
  readonly bytesPerSecond?: number;
  /** After so long without an answer a client gives a call up. Absent = 6,000 (the KPL's RequestTimeout). */
  readonly timeoutMs?: number;
}

/** Plain data: part of the world's state. */
export interface NetworkState {
  config: NetworkConfig;
  /** Until when an actor's narrow link is taken by what it sent, by actor. */
  readonly busyUntilMs: Map<string, number>;
}

export const newNetwork = (config: NetworkConfig): NetworkState => ({ config, busyUntilMs: new Map() });

export const networkLimits = {
  oneWayMs: [0, 60_000],
  jitterMs: [0, 60_000],
  requestLoss: [0, 1],
  responseLoss: [0, 1],
  bytesPerSecond: [1, 1e12],
  timeoutMs: [1, 3_600_000],
} as const satisfies Limits;

const OPTIONAL: readonly string[] = ['requestLoss', 'responseLoss', 'bytesPerSecond', 'timeoutMs'];
const TIMEOUT_MS = 6_000;

export const timeoutMs = ({ config }: NetworkState) => config.timeoutMs ?? TIMEOUT_MS;

/** What is wrong with these settings, in a sentence for the learner, or null. */
export function networkProblem(config: NetworkConfig): string | null {
  const unknown = Object.keys(config).find((setting) => !(setting in networkLimits));
  if (unknown !== undefined) return `The network has no setting called ${unknown}.`;
  return limitsProblem('the network', config, networkLimits, OPTIONAL);
}

type Draw = (stream: string) => number;

/** How long a message is on its way. Whole ms. */
export function travelMs({ config }: NetworkState, draw: Draw): number {
  return Math.round(config.oneWayMs + config.jitterMs * draw('network'));
}

/** How long a request of so many bytes waits for its actor's link and takes to pass it. */
export function linkMs({ config, busyUntilMs }: NetworkState, nowMs: number, actor: string, bytes: () => number): number {
  const { bytesPerSecond } = config;
  if (bytesPerSecond === undefined) return 0;
  const doneMs = Math.max(nowMs, busyUntilMs.get(actor) ?? 0) + Math.ceil((bytes() * 1000) / bytesPerSecond);
  busyUntilMs.set(actor, doneMs);
  return doneMs - nowMs;
}

export function isLost({ config }: NetworkState, draw: Draw, leg: 'request' | 'response'): boolean {
  const share = (leg === 'request' ? config.requestLoss : config.responseLoss) ?? 0;
  return share > 0 && draw(`network:${leg}-loss`) < share;
}

/** Bytes of a call's payload: its records; every call has some hundred bytes around them. */
export function bytesOf(input: object): number {
  const { Records, Data } = input as { Records?: readonly { Data: { byteLength: number } }[]; Data?: { byteLength: number } };
  return OVERHEAD_BYTES + (Data?.byteLength ?? 0) + (Records ?? []).reduce((sum, entry) => sum + entry.Data.byteLength, 0);
}
const OVERHEAD_BYTES = 600;
