// A round from a file: a journal that was played without a server, or exported from another one.
import { useRef, useState } from 'preact/hooks';
import { explain } from '../../base/result';
import { Button } from '../../widgets/button';
import type { OperatorClient } from '../../wire/client';
import type { RoundLinks } from '../../wire/types';
import { CopyLinks } from './copy_links';
import { importRefusal, shortId } from './round_words';

interface Imported {
  file: File;
  links: RoundLinks | null; // null: refused
  says: string;
  cutOff: boolean; // it could end where the journal does
}

export interface ImportRoundProps {
  client: OperatorClient;
  onMade: () => void;
}

export function ImportRound({ client, onMade }: ImportRoundProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<string | null>(null); // the file's name
  const [last, setLast] = useState<Imported | null>(null);

  async function read(file: File, partial: boolean): Promise<void> {
    setBusy(file.name);
    setLast(null);
    const answer = await client.importRound(file, partial);
    setBusy(null);
    if (answer.ok) {
      const says = `Imported ${file.name} as round ${shortId(answer.value.id)}. It is finished: send the reviewer their link.`;
      setLast({ file, links: answer.value, says, cutOff: false });
      onMade();
      return;
    }
    const { says, cutOff } = importRefusal(file.name, explain(answer.error));
    setLast({ file, links: null, says, cutOff });
  }

  return (
    <>
      <div class="row">
        <Button disabled={busy !== null} onClick={() => chooser.current?.click()}>
          {busy === null ? 'Import a journal …' : 'Importing …'}
        </Button>
        <span class="soft small">
          {busy === null
            ? 'a .jsonl that a round’s pages export or threeam play writes'
            : `${busy} is played again to check it`}
        </span>
        <input
          ref={chooser}
          type="file"
          accept=".jsonl,application/x-ndjson"
          aria-label="Journal to import"
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = ''; // the same file may be chosen again
            if (file) void read(file, false);
          }}
        />
      </div>
      {last && !last.links && (
        <div class="refused row" role="alert">
          <span>{last.says}</span>
          {last.cutOff && (
            <Button onClick={() => void read(last.file, true)}>Import it as far as it goes</Button>
          )}
        </div>
      )}
      {last?.links && (
        <div class="card stack" role="status">
          <p>{last.says}</p>
          <CopyLinks links={last.links} long />
        </div>
      )}
    </>
  );
}
