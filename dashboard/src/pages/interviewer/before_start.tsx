// Before the start: what to have read. Nothing to set up. From the start on the same texts stand folded
// beside the script.
import type { ComponentChildren } from 'preact';
import { formatDuration } from '../../base/format';
import type { Round } from '../../state/round';
import { Markdown } from '../../widgets/markdown_view';
import { Section } from '../../widgets/world_state';
import type { TruthView } from '../../wire/truth';

export function BeforeStart({ round, truth }: { round: Round; truth: TruthView }) {
  const { length_ns, level } = round.opening;
  return (
    <>
      <Section title="Before you start">
        <ol class="checklist">
          <li>
            <b>They have their link.</b> The list of rounds has it. Until you start they see the
            title, the brief and the rules: no alert, no chart, no log.
          </li>
          <li>
            <b>You know the story.</b> It is on the left: what happened, and which changes only
            coincide.
          </li>
          <li>
            <b>You have seen your questions.</b> They are on the right, each with what a good answer
            holds. Hints go from the top down; each says what it gives away.
          </li>
          <li>
            <b>Start when both of you are ready.</b> The round plays {formatDuration(length_ns)} for
            level {level}. You can pause it at any time.
          </li>
        </ol>
      </Section>
      {texts(round, truth).map(({ title, body }) => (
        <Section key={title} title={title}>
          <div class="section-text">{body}</div>
        </Section>
      ))}
    </>
  );
}

// Wanted again in the middle of a round: what the notes say of a question, what the brief promised.
export function ReadAgain({ round, truth }: { round: Round; truth: TruthView }) {
  return (
    <div class="section read-again">
      {texts(round, truth).map(({ title, body }) => (
        <details key={title}>
          <summary>{title}</summary>
          <div class="section-text">{body}</div>
        </details>
      ))}
    </div>
  );
}

function texts(round: Round, truth: TruthView): { title: string; body: ComponentChildren }[] {
  const early = round.state.value === 'waiting';
  const notes = { title: 'Notes for you', body: <Markdown text={truth.notes} /> };
  return [
    ...(truth.notes ? [notes] : []),
    {
      title: early ? 'What the candidate reads now' : 'What the candidate read before the start',
      body: <Markdown text={round.scenario.brief} />,
    },
    {
      title: 'Rival explanations',
      body: (
        <ul>
          {truth.suspects.map(({ id, about }) => (
            <li key={id}>{about}</li>
          ))}
        </ul>
      ),
    },
  ];
}
