import { useEffect } from 'preact/hooks';
import { formatDuration } from '../../base/format';
import { explain } from '../../base/result';
import { Answer } from '../../panels/answer';
import type { Desk } from '../../state/desk';
import { Button } from '../../widgets/button';
import { Empty } from '../../widgets/states';
import type { PersonView } from '../../wire/types';
import { ViewFrame } from './view_frame';

// Colleagues answer when they can; the clock goes on.
export function PeopleView({ desk }: { desk: Desk }) {
  const { people } = desk.round.scenario;
  const answered = desk.answered.value;
  useEffect(() => {
    if (answered.length > 0) desk.answered.value = [];
  }, [answered]);
  return (
    <ViewFrame title="People" note="Answers take a while and arrive by themselves.">
      {people.length === 0 && <Empty title="Nobody else is awake." />}
      <div class="people">
        {people.map((person) => (
          <Person key={person.name} desk={desk} person={person} />
        ))}
      </div>
    </ViewFrame>
  );
}

function Person({ desk, person }: { desk: Desk; person: PersonView }) {
  const asked = desk.asked.value.filter((one) => one.shown.person === person.name);
  const texts = new Set(asked.map((one) => one.shown.ask));
  const open = person.questions.filter((question) => !texts.has(question.ask));
  return (
    <section class="card stack" aria-label={person.name}>
      <h3>
        {person.name} <span class="soft">{person.role}</span>
      </h3>
      {asked.map((one) => (
        <Answer key={one.seq} shown={one.shown} now={desk.round.now.value} />
      ))}
      {open.map((question) => (
        <div key={question.id} class="row wrap">
          <Button onClick={() => void ask(desk, person.name, question.id)}>{question.ask}</Button>
          {question.after_ns > 0 && (
            <span class="soft small nowrap">about {formatDuration(question.after_ns)}</span>
          )}
        </div>
      ))}
    </section>
  );
}

async function ask(desk: Desk, person: string, answer: string): Promise<void> {
  const looked = await desk.round.client.look({ what: 'ask', person, answer });
  if (!looked.ok) {
    desk.notice.value = `Not asked. ${explain(looked.error)}`;
    return;
  }
  const { entry, shown } = looked.value;
  desk.keepAsked({ seq: entry.seq, time_ns: entry.time_ns, shown });
  desk.round.keep(entry);
}
