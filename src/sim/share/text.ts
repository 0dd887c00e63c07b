/** A run as text: in a link compressed, in a file to be read. Both hold the same JSON. */
import { base64urlnopad } from '@scure/base';
import { deflateSync, inflateSync } from 'fflate';
import type { Scenario } from '../scenarios/scenario.ts';
import { toJson } from './plain-json.ts';
import { readRun, type ReadRun } from './read-run.ts';
import { RUN_VERSION, type Run } from './run.ts';

/** More than any run of a learner's; a link that would unfold to more is none of ours. */
export const LINK_CHARACTERS_MAX = 200_000;
const JSON_BYTES_MAX = 2 * 1024 * 1024;
export const FILE_CHARACTERS_MAX = 8 * 1024 * 1024;

const json = (run: Run, indent?: number) => JSON.stringify(toJson({ shardbelt: RUN_VERSION, ...run }), null, indent);

/** For the fragment of an address: letters, digits, hyphens and underscores. */
export const runToLink = (run: Run) => base64urlnopad.encode(deflateSync(new TextEncoder().encode(json(run)), { level: 9 }));

export const runToFile = (run: Run) => `${json(run, 2)}\n`;

export function linkToRun(text: string, known: readonly Scenario[]): ReadRun {
  if (text.length > LINK_CHARACTERS_MAX) return unreadable(`This link is longer than ${LINK_CHARACTERS_MAX} characters: no run is.`);
  const bytes = inflated(text);
  if (bytes === null) return unreadable('This link is damaged: part of it is missing or was changed on the way.');
  if (bytes.length > JSON_BYTES_MAX) return unreadable('This link unfolds to more than any run needs; it was not opened.');
  return parsed(new TextDecoder().decode(bytes), known, 'link');
}

export function fileToRun(text: string, known: readonly Scenario[]): ReadRun {
  if (text.length > FILE_CHARACTERS_MAX) return unreadable('This file is larger than any run is; it was not opened.');
  return parsed(text, known, 'file');
}

/** Null where the text is damaged. Never more than one byte beyond what is allowed: the rest is not unfolded. */
function inflated(text: string): Uint8Array | null {
  // Of nothing the codec would give back its whole buffer.
  if (text === '') return null;
  try {
    return inflateSync(base64urlnopad.decode(text), { out: new Uint8Array(JSON_BYTES_MAX + 1) });
  } catch {
    return null;
  }
}

function parsed(text: string, known: readonly Scenario[], source: string): ReadRun {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable(source === 'link' ? 'This link is damaged: part of it is missing or was changed on the way.' : 'This file is no JSON, so it holds no Shardbelt run.');
  }
  return readRun(value, known, source);
}

const unreadable = (problem: string): ReadRun => ({ run: null, problems: [problem] });
