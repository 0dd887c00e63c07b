/** The way from the quiz and the review to the page of the learner's data. */
import { Link } from 'react-router';

export function DataLink() {
  return (
    <p className="quiz-note">
      <Link to="/progress">Your data and its backups</Link>
    </p>
  );
}
