/** Leads to a scenario of the lab by its title. Loaded with the first result that names one, because it brings the simulator. */
import { scenarios } from '#sim';
import { Link } from 'react-router';

export function Component({ lab }: { readonly lab: string }) {
  return <Link to={`/lab/${lab}`}>Lab: {scenarios.find(({ slug }) => slug === lab)?.title ?? lab}</Link>;
}
