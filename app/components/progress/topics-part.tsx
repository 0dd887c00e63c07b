/** What is known of a chapter's cards, topic by topic, the weakest first, each with the section that teaches it. */
import { KNOWN_FROM, masteryByTopic, type Schedule, type TopicMastery } from '#quiz';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Fill, ShareChart, Squares } from '../charts/share-chart.tsx';
import { Count } from './count.tsx';
import { useFirstRows } from './first-rows.tsx';
import { ProgressTable } from './progress-table.tsx';
import { cardsText, type ProgressChapter } from './words.ts';

interface Props {
  readonly chapter: ProgressChapter;
  readonly schedule: Schedule;
  readonly today: number;
}

const ROWS = 10;

const parts = ({ known, learning, unseen }: Pick<TopicMastery, 'known' | 'learning' | 'unseen'>): { fill: Fill; count: number }[] => [
  { fill: 'full', count: known },
  { fill: 'half', count: learning },
  { fill: 'empty', count: unseen },
];

export function TopicsPart({ chapter, schedule, today }: Props) {
  const topics = useMemo(() => masteryByTopic(chapter.cards, chapter.slug, schedule, today), [chapter, schedule, today]);
  const { shown, more } = useFirstRows(topics, ROWS, 'topics');
  const sum = (of: (topic: TopicMastery) => number) => topics.reduce((all, topic) => all + of(topic), 0);
  const all = { known: sum(({ known }) => known), learning: sum(({ learning }) => learning), unseen: sum(({ unseen }) => unseen) };
  return (
    <section className="progress-part" aria-labelledby={`topics-${chapter.slug}`}>
      <h2 id={`topics-${chapter.slug}`}>Cards by topic</h2>
      <div className="progress-pair">
        <div>
          <p>
            <strong>
              {all.known} of {cardsText(chapter.cards.length)} known
            </strong>
            , {all.learning} learning, {all.unseen} not seen yet.
          </p>
          <ShareChart parts={parts(all)} />
          <dl className="progress-key">
            <div>
              <dt>
                <Squares parts={[{ fill: 'full', count: 1 }]} /> Known
              </dt>
              <dd>The last mark is right, and the chance to recall it today, by the schedule of the review, is {KNOWN_FROM * 100} % or more. It fades unless it is reviewed.</dd>
            </div>
            <div>
              <dt>
                <Squares parts={[{ fill: 'half', count: 1 }]} /> Learning
              </dt>
              <dd>Marked, but missed the last time, or faded.</dd>
            </div>
            <div>
              <dt>
                <Squares parts={[{ fill: 'empty', count: 1 }]} /> Not seen
              </dt>
              <dd>Never marked. It counts as not known.</dd>
            </div>
          </dl>
        </div>
        <div>
          <ProgressTable caption="Weakest topics first, each with its section" columns={['Topic', 'Known', 'Learning', 'Not seen', 'Due']}>
            {shown.map((topic) => (
              <tr key={topic.topic}>
                <th scope="row">
                  <span className="progress-topic">
                    <Link to={`/chapters/${chapter.slug}#${topic.section}`}>{topic.topic}</Link>
                    <Squares parts={parts(topic)} />
                  </span>
                </th>
                <Count of={topic.known} />
                <Count of={topic.learning} />
                <Count of={topic.unseen} />
                {topic.due === 0 ? (
                  <Count of={0} />
                ) : (
                  <td>
                    <Link to="/review">
                      {topic.due}
                      <span className="visually-hidden"> to review</span>
                    </Link>
                  </td>
                )}
              </tr>
            ))}
          </ProgressTable>
          {more}
        </div>
      </div>
    </section>
  );
}
