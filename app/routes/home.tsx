/** `/`: go on where you were; where this chapter stands in the course; what can be done here. */
import { chapters, course } from '#chapters';
import { SITTING_CARDS } from '#quiz';
import { Link } from 'react-router';
import { BeltPlate } from '../components/belt-plate.tsx';
import { CourseMap } from '../components/course-map.tsx';
import { usePageTitle } from '../components/page-title.ts';
import { courseName } from '../course.ts';
import { readingOf, useReading } from '../state/reading.ts';
import { useDueCount } from '../state/use-due-count.ts';
import './home.css';

export function Component() {
  const chapter = chapters[0];
  const reading = useReading((state) => readingOf(state, chapter?.slug ?? ''));
  const due = useDueCount();
  usePageTitle('');
  if (!chapter) throw new Error('src/chapters/index.ts registers no chapter');
  const place = chapter.sections.find((section) => section.id === reading.at);

  return (
    <div className="page home">
      <header className="home-head">
        <p className="label">
          {courseName} · chapter {chapter.number} of {course.total}
        </p>
        <h1 tabIndex={-1}>{chapter.title}</h1>
        <p className="page-lead">Read a claim, then run it on a belt that answers as AWS does.</p>
        <p className="home-actions">
          <Link className="button primary" to={`/chapters/${chapter.slug}${place ? `#${place.id}` : ''}`}>
            {place ? `Continue with “${place.title}”` : 'Start reading'}
          </Link>
          <Link to="/lab">Run the belt</Link>
          <Link to={`/quiz/${chapter.slug}`}>Take the quiz</Link>
          <Link to={`/exam/${chapter.slug}`}>Sit the exam</Link>
          {due !== null && due > 0 && <Link to="/review">Review {due === 1 ? '1 card' : `${due} cards`} due today</Link>}
        </p>
      </header>
      <BeltPlate />
      <CourseMap />
      <section className="home-uses" aria-labelledby="home-uses-title">
        <h2 id="home-uses-title">What you can do here</h2>
        <dl>
          <div>
            <dt>Read</dt>
            <dd>
              {chapter.sections.length} sections. Every dotted figure names its source, and {chapter.errata.length} notes say where the exam chapter and AWS differ.
            </dd>
          </div>
          <div>
            <dt>Run</dt>
            <dd>Put records, split a shard, let a consumer fall behind. Stop, step back, and try it another way.</dd>
          </div>
          <div>
            <dt>Revise</dt>
            <dd>{SITTING_CARDS} cards a sitting; 60 % right passes. What you marked comes again for <Link to="/review">review</Link>, later each time you know it; your <Link to="/progress">progress</Link> tells what you know by now. After one visit, all of it works without a network.</dd>
          </div>
        </dl>
      </section>
    </div>
  );
}
