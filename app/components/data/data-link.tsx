/** The way from the quiz and the review to what came of them, and to the learner's data. */
import { Link } from 'react-router';

export function DataLink() {
  return (
    <p className="quiz-note">
      <Link to="/progress">Your progress</Link> · <Link to="/progress#your-data">Your data and its backups</Link>
    </p>
  );
}
