import { Link, useLocation } from 'react-router';
import { usePageTitle } from '../components/page-title.ts';

export function Component() {
  const { pathname } = useLocation();
  usePageTitle('No such page');
  return (
    <div className="page">
      <h1 tabIndex={-1}>No such page</h1>
      <p className="page-lead">
        There is nothing at <code>{pathname}</code> in this build.
      </p>
      <p>
        <Link className="button" to="/">
          Go to the start
        </Link>
      </p>
    </div>
  );
}
