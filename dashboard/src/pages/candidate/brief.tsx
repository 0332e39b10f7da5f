// What was read before the start, for whoever wants to read it again: the brief, what is recorded, the
// rules. Nothing of it is an entry.
import type { Desk } from '../../state/desk';
import { Dialog } from '../../widgets/dialog';
import { Markdown } from '../../widgets/markdown_view';
import { Rules } from './rules';

const kNoBrief = '# The brief\n\nThe interviewer will tell you.';

export function Brief({ desk }: { desk: Desk }) {
  return <Markdown text={desk.round.scenario.brief || kNoBrief} />;
}

export function BriefDialog({ desk }: { desk: Desk }) {
  const { notice } = desk.round.opening;
  return (
    <Dialog title="Brief" wide onClose={() => (desk.open.value = { kind: 'none' })}>
      <div class="brief-again">
        <section aria-label="Brief">
          <Brief desk={desk} />
        </section>
        <section class="stack" aria-label="Record and rules">
          {notice && (
            <details open>
              <summary>The record</summary>
              <div class="rules">
                <ul>
                  {notice.lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </div>
            </details>
          )}
          <details>
            <summary>Rules of the round</summary>
            <Rules />
          </details>
        </section>
      </div>
    </Dialog>
  );
}
