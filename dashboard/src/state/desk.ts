// What the candidate's page remembers beside the round itself: what was looked at and may therefore
// be drawn elsewhere (change markers), questions to people, messages that were read.
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { AskShown, ChangeRow, Entry, Labels } from '../wire/types';
import { Kept } from './kept';
import { type Notebook, notebookOf } from './notebook';
import type { Round } from './round';

export interface Asked {
  seq: number;
  time_ns: number;
  shown: AskShown;
}

export interface Message {
  seq: number;
  time_ns: number;
  kind: 'hint' | 'inject';
  text: string;
}

export class Desk {
  readonly notebook: ReadonlySignal<Notebook>;
  readonly changes: Signal<readonly ChangeRow[]> = signal([]); // empty until the feed was opened
  readonly focus: Signal<Labels> = signal({}); // the page's route, once the overview named it
  readonly seenValues: Signal<ReadonlyMap<string, ReadonlySet<string>>> = signal(new Map());
  readonly asked: Signal<readonly Asked[]> = signal([]);
  readonly answered: Signal<readonly string[]> = signal([]); // since People was last open
  readonly tries: Signal<ReadonlyMap<string, string>> = signal(new Map()); // of opened requests
  readonly read: Signal<ReadonlySet<number>>;
  readonly messages: ReadonlySignal<readonly Message[]>;
  readonly unread: ReadonlySignal<readonly Message[]>;
  // What has the whole page's attention.
  readonly open: Signal<Overlay> = signal({ kind: 'none' });
  // Counts the asks for a fresh list; a list that does not follow the clock looks again.
  readonly refresh: Signal<number> = signal(0);
  readonly notice: Signal<string> = signal('');
  // The notebook's open form: '', 'hypothesis', 'hypothesis H2', 'estimate', 'prediction', 'update'.
  readonly form: Signal<string>;
  readonly kept: Kept;
  private readonly asking = new Set<number>();

  constructor(readonly round: Round) {
    this.kept = new Kept(round.client.key);
    const read = this.kept.read('read');
    this.read = signal(new Set(Array.isArray(read) ? read.map(Number) : []));
    this.form = signal(String(this.kept.read('form') ?? ''));
    this.notebook = computed(() => notebookOf(round.entries.value));
    this.messages = computed(() => round.entries.value.flatMap(messageOf));
    this.unread = computed(() =>
      this.messages.value.filter((message) => !this.read.value.has(message.seq)),
    );
  }

  // Until it is stopped.
  start(): () => void {
    const stops = [
      this.bringAnswers(),
      effect(() => this.kept.keep('form', this.form.value)),
      effect(() => this.kept.keep('read', [...this.read.value])),
    ];
    void this.bringChanges();
    return () => stops.forEach((stop) => stop());
  }

  // The changes that were looked at before a reload are marked on the charts again.
  private async bringChanges(): Promise<void> {
    const looks = this.round.entries.peek().filter(({ kind }) => kind === 'look');
    const seen = looks.findLast(({ payload }) => payload['what'] === 'changes');
    if (!seen) return;
    const answer = await this.round.client.lookAgain('changes', seen.seq);
    if (answer.ok && this.changes.peek().length === 0) this.changes.value = answer.value.changes;
  }

  // Brings the answers of questions that were asked, also before a reload.
  private bringAnswers(): () => void {
    return effect(() => {
      const now = this.round.sample.value;
      if (now === undefined) return;
      for (const entry of this.round.entries.value) {
        if (entry.kind === 'look' && entry.payload['what'] === 'ask') void this.bring(entry);
      }
    });
  }

  keepTries(request: string, tries: string): void {
    if (this.tries.peek().get(request) === tries) return;
    this.tries.value = new Map([...this.tries.peek(), [request, tries]]);
  }

  markRead(seq: number): void {
    this.read.value = new Set([...this.read.peek(), seq]);
  }

  // Closes a form and forgets what was half written in it.
  leaveForm(form: string): void {
    this.kept.dropDraft(form);
    if (this.form.peek() === form) this.form.value = '';
  }

  keepAsked(one: Asked): void {
    const others = this.asked.peek().filter((known) => known.seq !== one.seq);
    this.asked.value = [...others, one].sort((a, b) => a.seq - b.seq);
  }

  private async bring(entry: Entry): Promise<void> {
    const known = this.asked.peek().find((one) => one.seq === entry.seq);
    const due =
      !known || (known.shown.answer === null && this.round.now.peek() >= known.shown.ready_ns);
    if (!due || this.asking.has(entry.seq)) return;
    this.asking.add(entry.seq);
    const answer = await this.round.client.lookAgain('ask', entry.seq);
    this.asking.delete(entry.seq);
    if (!answer.ok) return;
    this.keepAsked({ seq: entry.seq, time_ns: entry.time_ns, shown: answer.value });
    if (known && answer.value.answer !== null) {
      this.answered.value = [...new Set([...this.answered.peek(), answer.value.person])];
    }
  }
}

export type Overlay =
  | { kind: 'none' | 'palette' | 'keys' | 'brief' }
  | { kind: 'action'; action: string }
  | { kind: 'close'; how: 'resolved' | 'handover' };

function messageOf(entry: Entry): Message[] {
  if (entry.kind !== 'hint' && entry.kind !== 'inject') return [];
  const text = entry.payload['text'];
  if (typeof text !== 'string') return [];
  return [{ seq: entry.seq, time_ns: entry.time_ns, kind: entry.kind, text }];
}
