import { useState } from 'preact/hooks';
import { Button } from '../../widgets/button';
import type { RoundLinks } from '../../wire/types';

const kLinks = [
  { field: 'candidate', title: 'Candidate' },
  { field: 'interviewer', title: 'Interviewer' },
  { field: 'reviewer', title: 'Reviewer' },
  { field: 'metrics', title: 'Metrics' },
] as const;

// Each of a round's links, to open or to copy.
export function CopyLinks({ links, long }: { links: RoundLinks; long?: boolean }) {
  const [copied, setCopied] = useState('');
  async function copy(field: string, address: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(field);
    } catch {
      setCopied('');
    }
  }
  return (
    <ul class={long ? 'links long' : 'links'}>
      {kLinks.map(({ field, title }) => (
        <li key={field}>
          <a href={links[field]} target="_blank" rel="noreferrer">
            {title}
          </a>
          {long && <span class="mono soft clip">{links[field]}</span>}
          <Button
            kind="quiet"
            class="copy"
            aria-label={`Copy the ${title.toLowerCase()}'s link`}
            onClick={() => void copy(field, links[field])}
          >
            {copied === field ? 'Copied' : 'Copy'}
          </Button>
        </li>
      ))}
    </ul>
  );
}
