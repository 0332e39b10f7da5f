import { render } from 'preact';
import { CandidatePage } from './pages/candidate';
import { InterviewerPage } from './pages/interviewer';
import { OperatorPage } from './pages/operator';
import { ReviewerPage } from './pages/reviewer';
import { RoundPage } from './pages/round_page';
import { startTheme } from './state/theme';
import { Guard } from './widgets/guard';
import './style/tokens.css';
import './style/base.css';

const kPages = {
  c: { role: 'candidate', page: CandidatePage },
  i: { role: 'interviewer', page: InterviewerPage },
  v: { role: 'reviewer', page: ReviewerPage },
} as const;

function Page() {
  if (location.pathname === '/') return <OperatorPage />;
  const match = /^\/([civ])\/([A-Za-z2-7]+)\/?$/.exec(location.pathname);
  const chosen = kPages[match?.[1] as keyof typeof kPages];
  const link = match?.[2];
  if (!chosen || link === undefined) return <NoPage />;
  return <RoundPage link={link} role={chosen.role} page={chosen.page} />;
}

function NoPage() {
  return (
    <main class="round-failed">
      <p class="round-failed-brand">ThreeAM</p>
      <h1>There is no page here</h1>
      <p class="soft">
        See that all of the link was copied. Rounds are made on <a href="/">the first page</a>.
      </p>
    </main>
  );
}

startTheme();
const root = document.getElementById('page');
if (root) {
  render(
    <Guard>
      <Page />
    </Guard>,
    root,
  );
}
