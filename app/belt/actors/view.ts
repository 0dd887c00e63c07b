/**
 * How the lab shows one kind of actor: its card, its panel, its pins. One file a kind, one line in `index.ts`; belt, panel
 * and drawers know no kind by name.
 */
import type { ActorConfig, ActorState, StartingPosition, World } from '#sim';
import type { Plain, Setting } from './setting.ts';

/** Left of the belt, right of it, or beside the whole stream. */
export type Side = 'producers' | 'consumers' | 'operators';

export interface Line {
  readonly text: string;
  /** Loss, throttle, or what leads there. */
  readonly alarm?: boolean;
  /** Positions and sequence numbers. */
  readonly mono?: boolean;
}

export interface DrawnRead {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
}

/** Where a reader stands on one shard. */
export interface Standing {
  /** What it does there, in a word or two. */
  readonly doing: string;
  /** The age of the oldest record it has not read; 0 at the tip; null where it reads nothing of this shard now. */
  readonly behindMs: number | null;
  /** Why it does not read on: said at the pin in place of how far it is behind. */
  readonly waits: string | null;
  /** What else the pin tells where there is room: a lease's owner, an iterator's remaining life. */
  readonly detail: string | null;
  /** The sequence number on its notepad. */
  readonly checkpoint: string | null;
  readonly lost: number;
  /** The record it reads next, by its place in the shard's log. */
  readonly position: number | null;
  /** Null where the engine keeps no note of them: the belt watches the position move. */
  readonly recentReads: readonly DrawnRead[] | null;
  /** Whether records are pushed to it, or it asks for them. */
  readonly pushed: boolean;
}

/** What a reader holds on a shard: an iterator, a subscription, a lease. */
export interface PinFacts {
  /** In AWS's words. */
  readonly what: string;
  readonly facts: readonly { readonly term: string; readonly text: string; readonly mono?: boolean }[];
  /** The opaque text that the service handed out. */
  readonly token: string | null;
  /** What it has left, and what happens then. Null where it does not age now. */
  readonly life: { readonly ofMs: number; readonly leftMs: number; readonly atEnd: string } | null;
}

/** How actors of one kind read shards; several where they share the work as one application. */
export interface Reading<State extends ActorState> {
  shards(world: World, members: readonly State[]): readonly number[];
  at(world: World, members: readonly State[], shardIndex: number): Standing | null;
  pin(world: World, members: readonly State[], shardIndex: number): PinFacts | null;
  /** The command that has it go on from elsewhere. Absent where AWS has none: then the engine says why. */
  moveText?(world: World, members: readonly State[], shardIndex: number, to: StartingPosition): string;
}

/** What a new actor must fit. */
export interface Place {
  readonly name: string;
  readonly streamName: string;
  /** Virtual seconds in a real one at which the scenario opens: what goes on once a second at 1× goes on once a minute at 3600×. */
  readonly speed: number;
}

export interface ActorView<State extends ActorState = ActorState> {
  readonly side: Side;
  /** What it is: at the panel's head, in the list of kinds to add. */
  readonly label: string;
  /** What it does, for who may add one: a sentence. */
  readonly about: string;
  /** A new one's name before its number. */
  readonly namedLike: string;
  /** How many lines there are at most: cards have their places before their words. */
  readonly linesMax: number;
  /** At the card's head: the one number to watch. */
  figure(world: World, state: State): string;
  lines(world: World, state: State): readonly Line[];
  alarm(world: World, state: State): boolean;
  /** What it has done so far, for the panel. */
  counts(world: World, state: State): string;
  readonly settings: readonly Setting[];
  /** Folded away until asked for. */
  readonly moreSettings?: readonly Setting[];
  /** The words on the buttons. */
  readonly stop: string;
  readonly restart: string;
  /** What else can be done to it by one button: a change of its settings. */
  readonly gestures?: readonly { readonly label: string; change(world: World, state: State): Plain }[];
  /** What it has to show for it, newest first, behind a summary. */
  readonly newest?: { readonly title: string; of(world: World, state: State): readonly string[] };
  defaults(place: Place): ActorConfig;
  readonly reading?: Reading<State>;
  /** Where several make one application: its name, and what its one card says above its members. */
  readonly group?: {
    of(state: State): string;
    figure(world: World, members: readonly State[]): string;
    lines(world: World, members: readonly State[]): readonly Line[];
    /** The settings of one more member. */
    another(state: State, name: string): ActorConfig;
    readonly anotherLabel: string;
  };
}
