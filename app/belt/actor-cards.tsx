/** Actors beside the belt: what they do, how it goes. A card in the wide layout, a chip on a phone; one for a whole application. */
import type { ActorState } from '#sim';
import type { ReactNode } from 'react';
import { select, useLabView } from '../state/lab-view.ts';
import { useSimSession } from '../state/sim-session.ts';
import { viewOf, type Party } from './actors/index.ts';
import type { Line } from './actors/view.ts';
import { doDeed, removeDeed, slowerDeed, stopDeed, type Deed } from './deeds.ts';
import type { CardBox, CardLevel } from './layout.ts';
import './actor-cards.css';

interface Props {
  readonly party: Party;
  /** Null: a chip. */
  readonly box: CardBox | null;
}

export function ActorCard({ party, box }: Props) {
  const chosen = useLabView(({ selection }) => (selection?.kind === 'actor' ? selection.name : null));
  const actor = party.members.find(({ name }) => name === chosen);
  const card = party.view.group ? <ApplicationCard party={party} box={box} /> : <SingleCard actor={party.members[0]!} box={box} />;
  if (!box) return card;
  return (
    <div className="actor-place" style={{ left: box.x, top: box.y, width: box.width }}>
      {card}
      {actor && <Deeds actor={actor} />}
    </div>
  );
}

/** What can be done to the chosen one, at its card. */
function Deeds({ actor }: { readonly actor: ActorState }) {
  const deeds = [stopDeed(actor), actor.running ? slowerDeed(actor) : null, removeDeed(actor)].filter((deed) => deed !== null);
  return (
    <div className="actor-deeds" role="group" aria-label={`At the card of ${actor.name}`}>
      {deeds.map((deed) => (
        <button key={deed.label} type="button" title={deed.label} onClick={() => doDeed(deed)}>
          {SHORT[deed.action.type] ?? deed.label}
        </button>
      ))}
    </div>
  );
}

const SHORT: Partial<Record<Deed['action']['type'], string>> = { 'crash actor': 'Crash', 'restart actor': 'Restart', 'configure actor': 'Slower', 'remove actor': 'Remove' };

/** At the head of a column, or the end of a row of chips. */
export function AddButton({ side, box }: { readonly side: 'producers' | 'consumers'; readonly box: { readonly x: number; readonly width: number } | null }) {
  const label = side === 'producers' ? 'Add a producer' : 'Add a consumer';
  return (
    <button type="button" className={box ? 'actor-add' : 'actor-add actor-add-chip'} style={box ? { left: box.x, width: box.width } : undefined} aria-label={label} title={label} onClick={() => select({ kind: 'add', side })}>
      {box ? `+ ${side === 'producers' ? 'producer' : 'consumer'}` : '+'}
    </button>
  );
}

const place = (box: CardBox | null) => (box ? { maxHeight: box.height } : undefined);

function SingleCard({ actor, box }: { readonly actor: ActorState; readonly box: CardBox | null }) {
  const { world } = useSimSession.getState();
  const view = viewOf(actor.kind);
  const selected = useSelected(actor.name);
  const alarm = view.alarm(world, actor);
  return (
    <button type="button" className={classes(box, alarm, selected)} aria-pressed={selected} style={place(box)} onClick={() => select({ kind: 'actor', name: actor.name })}>
      <Head name={actor.name} figure={view.figure(world, actor)} />
      {!box && <Trouble line={view.lines(world, actor).find((line) => line.alarm)} />}
      {box && <Lines lines={view.lines(world, actor)} level={box.level} />}
    </button>
  );
}

/** Several that work as one: what the application has come to, and its members to choose from. */
function ApplicationCard({ party, box }: Props) {
  const { world } = useSimSession.getState();
  const { name, view, members } = party;
  const alarm = members.some((member) => view.alarm(world, member));
  return (
    <div className={`${classes(box, alarm, false)} actor-application`} role="group" aria-label={`${name}, ${view.label}`} style={place(box)}>
      <Head name={name} figure={view.group?.figure(world, members) ?? ''} />
      {!box && <Trouble line={view.group?.lines(world, members).find((line) => line.alarm)} />}
      {box && view.group && <Lines lines={view.group.lines(world, members)} level={box.level} />}
      <span className="actor-members">
        {members.map((member) => (
          <Member key={member.name} member={member} figure={view.figure(world, member)} />
        ))}
      </span>
    </div>
  );
}

function Member({ member, figure }: { readonly member: ActorState; readonly figure: string }) {
  const selected = useSelected(member.name);
  return (
    <button type="button" className={member.running ? 'actor-member' : 'actor-member actor-member-stopped'} aria-pressed={selected} onClick={() => select({ kind: 'actor', name: member.name })}>
      <b>{member.name}</b>
      <span className="mono">{figure}</span>
    </button>
  );
}

/** A chip has room for what is wrong, and for nothing else. */
const Trouble = ({ line }: { readonly line: Line | undefined }) => line && <span className="actor-line actor-trouble">▲ {line.text}</span>;

const useSelected = (name: string) => useLabView(({ selection }) => selection?.kind === 'actor' && selection.name === name);

const classes = (box: CardBox | null, alarm: boolean, selected: boolean) =>
  `actor ${box ? '' : 'actor-chip'} ${alarm ? 'actor-alarm' : ''} ${selected ? 'actor-selected' : ''}`;

function Head({ name, figure }: { readonly name: string; readonly figure: ReactNode }) {
  return (
    <span className="actor-head">
      <b>{name}</b>
      <span className="mono">{figure}</span>
    </span>
  );
}

/** Where there is room for one line, it is the first that alarms, or else the first. */
function Lines({ lines, level }: { readonly lines: readonly Line[]; readonly level: CardLevel }) {
  const shown = level === 'full' ? lines : level === 'brief' ? [lines.find((line) => line.alarm) ?? lines[0]].filter((line) => line !== undefined) : [];
  return shown.map(({ text, alarm, mono }) => (
    <span key={text} className={`actor-line ${alarm ? 'actor-trouble' : ''} ${mono ? 'mono' : ''}`} title={text}>
      {alarm && '▲ '}
      {text}
    </span>
  ));
}
