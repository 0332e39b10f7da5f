// One entry at a time, with what became of it. The page shows an entry once it is on disk.
import { signal } from '@preact/signals';
import { explain } from '../../base/result';
import type { Round } from '../../state/round';
import type { EntryKind, Payload } from '../../wire/types';

export class Sender {
  readonly busy = signal<string | null>(null); // what is on its way
  readonly error = signal<string | null>(null);

  constructor(private readonly round: Round) {}

  // `what` names the control that waits, so that only that one is held.
  async send(kind: EntryKind, payload: Payload, what: string = kind): Promise<boolean> {
    if (this.busy.peek() === what) return false;
    this.busy.value = what;
    const added = await this.round.add(kind, payload);
    this.busy.value = null;
    this.error.value = added.ok ? null : explain(added.error);
    return added.ok;
  }
}
