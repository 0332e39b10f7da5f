// Before the start: what to have read. Nothing to set up.
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
            brief and the rules, and nothing of the incident.
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
      {truth.notes && (
        <Section title="Notes for you">
          <div class="section-text">
            <Markdown text={truth.notes} />
          </div>
        </Section>
      )}
      <Section title="What the candidate reads now">
        <div class="section-text">
          <Markdown text={round.scenario.brief} />
        </div>
      </Section>
      <Section title="Rival explanations">
        <ul class="section-text">
          {truth.suspects.map(({ id, about }) => (
            <li key={id}>{about}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}
