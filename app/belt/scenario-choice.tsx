/** The list of scenarios, under the headings of what they are about. */
import { scenarioGroups, scenarios, type ScenarioGroup } from '#sim';

const HEADINGS: Readonly<Record<ScenarioGroup, string>> = {
  'walk-through': 'Step by step',
  stream: 'The stream',
  producers: 'Producers',
  consumers: 'Consumers',
};

interface Props {
  /** The slug of the one that is open; empty for a run that belongs to none of them. */
  readonly slug: string;
  /** The learner's own worlds, by what `choose` is told. */
  readonly mine?: readonly { readonly slug: string; readonly title: string }[];
  /** Its title, where it is in no list. */
  readonly title: string;
  choose(slug: string): void;
}

export function ScenarioChoice({ slug, title, mine = [], choose }: Props) {
  return (
    <label>
      <span className="label">scenario</span>
      <select value={slug} onChange={(event) => choose(event.target.value)}>
        {slug === '' && <option value="">{title}</option>}
        {scenarioGroups.map((group) => (
          <optgroup key={group} label={HEADINGS[group]}>
            {scenarios
              .filter((one) => one.group === group)
              .map((one) => (
                <option key={one.slug} value={one.slug}>
                  {one.title}
                </option>
              ))}
          </optgroup>
        ))}
        {mine.length > 0 && (
          <optgroup label="Your worlds">
            {mine.map((one) => (
              <option key={one.slug} value={one.slug}>
                {one.title}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  );
}
