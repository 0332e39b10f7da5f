// What a reload must not lose and no journal holds: half-written forms, which messages were read.
// In this tab, by round.
export class Kept {
  private readonly prefix: string;

  constructor(
    round: string, // the key of its address
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = sessionStorage,
  ) {
    this.prefix = `threeam.${round}.`;
  }

  // Null when there is nothing, or nothing that can be read.
  read(name: string): unknown {
    try {
      return JSON.parse(this.storage.getItem(this.prefix + name) ?? 'null') as unknown;
    } catch {
      return null;
    }
  }

  // A full storage keeps what it has: the page goes on without.
  keep(name: string, value: unknown): void {
    try {
      this.storage.setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      this.storage.removeItem(this.prefix + name);
    }
  }

  drop(name: string): void {
    this.storage.removeItem(this.prefix + name);
  }

  // The fields of a form as they were left, the others as they are.
  draft<T extends Record<string, string | number>>(form: string, fresh: T): T {
    const left = this.read(`draft.${form}`);
    if (typeof left !== 'object' || left === null) return fresh;
    const known = Object.entries(left).filter(
      ([field, value]) => field in fresh && typeof value === typeof fresh[field],
    );
    return { ...fresh, ...Object.fromEntries(known) };
  }

  keepDraft(form: string, fields: Record<string, string | number>): void {
    this.keep(`draft.${form}`, fields);
  }

  dropDraft(form: string): void {
    this.drop(`draft.${form}`);
  }
}
