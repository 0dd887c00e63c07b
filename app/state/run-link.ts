/** The address of a run: the lab opens it at the moment it was shared at. */
import { runToLink, type Run } from '#sim';

export const RUN_FRAGMENT = '#run=';

/** The path and fragment, within this site. */
export const labPathOf = (run: Run) => `/lab${typeof run.world === 'string' ? `/${run.world}` : ''}${RUN_FRAGMENT}${runToLink(run)}`;
