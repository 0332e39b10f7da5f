// A decision's class and the questions before a rollback, in words. Pure.
import type { OptionValue, SafetyAnswer, Verdict } from '../../wire/types';

interface VerdictWords {
  title: string;
  says: string;
  tone: 'good' | 'plain' | 'alarm';
}

const kVerdicts: Record<Exclude<Verdict, ''>, VerdictWords> = {
  right: {
    title: 'right',
    says: 'A good option, chosen with what had to be known first.',
    tone: 'good',
  },
  contained: {
    title: 'contained',
    says: 'Stops the harm while deciding: that needs no checks first.',
    tone: 'good',
  },
  reasoned: {
    title: 'reasoned',
    says: 'Another option was worth more, but this one was checked, or reasons were given for it.',
    tone: 'plain',
  },
  unchecked: {
    title: 'unchecked',
    says: 'A good option, without what had to be known first.',
    tone: 'plain',
  },
  no_use: { title: 'no use', says: 'Changes next to nothing of the harm.', tone: 'plain' },
  unsafe: {
    title: 'unsafe',
    says: 'Does harm, or stood against what had been seen.',
    tone: 'alarm',
  },
};

// Null where there is no class.
export function verdictWords(verdict: Verdict): VerdictWords | null {
  return verdict === '' ? null : kVerdicts[verdict];
}

const kQuestions: Record<string, string> = {
  migration_run: 'Has a migration run?',
  new_shape: 'Is there data of the new shape?',
  old_reads_it: 'Can the old version read what is there?',
  not_undone: 'Is there an effect that cannot be undone?',
  back_in_time: 'Is going back quicker than a fix?',
};

export function questionWords({ question }: Pick<SafetyAnswer, 'question'>): string {
  return (
    kQuestions[question] ??
    `${question.replaceAll('_', ' ')}?`.replace(/^./, (c) => c.toUpperCase())
  );
}

// The list of a scenario is not all that can be done: was this better than everything on it?
export function beatsTheList(values: readonly Pick<OptionValue, 'id' | 'truth'>[]): boolean {
  const own = values.find(({ id }) => id === 'this');
  const listed = values.filter(({ id }) => id !== 'this');
  return (
    own !== undefined &&
    listed.length > 0 &&
    listed.every(({ truth }) => own.truth.mean < truth.mean)
  );
}
