// The places of the candidate's page, in the order of their keys.
export interface View {
  id: string;
  title: string;
  key: string;
  letter: string; // after g
  about: string;
}

export const kViews: readonly View[] = [
  { id: 'overview', title: 'Overview', key: '1', letter: 'o', about: 'the first screen' },
  {
    id: 'metrics',
    title: 'Metrics',
    key: '2',
    letter: 'm',
    about: 'charts: filter, split, compare',
  },
  { id: 'logs', title: 'Logs', key: '3', letter: 'l', about: 'search the lines' },
  { id: 'traces', title: 'Traces', key: '4', letter: 't', about: 'slow and failed requests' },
  { id: 'changes', title: 'Changes', key: '5', letter: 'c', about: 'deploys, flags, diffs' },
  { id: 'map', title: 'Map', key: '6', letter: 's', about: 'services and their calls' },
  { id: 'data', title: 'Data', key: '7', letter: 'd', about: 'rows by format' },
  { id: 'flags', title: 'Flags', key: '8', letter: 'f', about: 'what is on' },
  { id: 'runbooks', title: 'Runbooks', key: '9', letter: 'r', about: 'what the team wrote down' },
  { id: 'people', title: 'People', key: '0', letter: 'p', about: 'ask a colleague' },
];
