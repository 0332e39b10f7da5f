// The incidents as the people of the journeys live through them. Words are those of the scenarios.
export const incidents = [
  {
    id: 'broken-download-links',
    title: /download/i,
    alert: 'DownloadRate',
    blamed: 'registry 3.18.0',
    hypothesis: {
      component: 'registry', mechanism: 'release',
      line: '3.18.0 builds links to a host that does not exist', refutedBy: 'the old version fails too',
    },
    estimate: { share: '95 %', since: '-05:00' },
    data: 'packages',
    mouse: {
      group: 'Roll back', action: 'Roll back registry to 3.17.2',
      why: 'nothing was written, the old links worked', expect: 'client failures fall to nothing in two minutes',
    },
    keyboard: {
      action: 'Silence DownloadRate for an hour',
      why: 'it is being rolled back, the page is read', expect: 'no second page',
    },
    minutes: { toAct: 2, toMend: 6, toEnd: 4 },
    followup: { ask: 'And then what breaks?', answered: 'Crisp' },
    restores: true,
  },
  {
    id: 'ledger-minor-units',
    title: /captures/i,
    alert: 'CaptureErrors',
    blamed: 'ledger 4.2.0',
    hypothesis: {
      component: 'ledger', mechanism: 'release',
      line: '4.2.0 writes amounts that the others cannot read', refutedBy: 'old rows fail as often',
    },
    estimate: { share: '11 %', since: '-12:00', rows: '8,000' },
    data: 'entries',
    mouse: {
      group: 'Roll back', action: 'Stop the rollout of ledger 4.2.0',
      why: 'us-east is next and the rows cannot be taken back', expect: 'us-east stays well',
    },
    keyboard: {
      action: 'Flag ledger.integer_amounts: off',
      why: 'no more rows that 4.1.9 and limits cannot read', expect: 'rows in minor units stop growing',
    },
    minutes: { toAct: 3, toMend: 10, toEnd: 5 },
    followup: { ask: 'And then what breaks?', answered: 'Partial' },
    restores: false,
  },
  {
    id: 'quiet-503s',
    title: /503/,
    alert: 'Rates503',
    blamed: 'rates 6.4.1',
    hypothesis: {
      component: 'rates', mechanism: 'nothing_wrong',
      line: 'a dozen refusals that labels asks again for', refutedBy: 'a client failed by one of them',
    },
    estimate: { share: '0 %', since: '-67:00' },
    mouse: {
      group: 'Traffic', action: 'Refuse a third of the quotes',
      why: 'to see whether rates is short of anything', expect: 'nothing changes but the refused',
    },
    keyboard: {
      action: 'Add two instances of rates in lis',
      why: 'room to spare costs little', expect: 'nothing that users would notice',
    },
    minutes: { toAct: 3, toMend: 3, toEnd: 5 },
    followup: { ask: 'You leave it alone. And then what breaks?', answered: 'Crisp' },
    restores: false,
  },
  {
    id: 'flags-retry-storm',
    title: /evaluation/i,
    alert: 'EvaluateErrors',
    blamed: 'switches 3.9.0',
    hypothesis: {
      component: 'switches', mechanism: 'overload',
      line: 'most of what arrives is repeats, and nobody waits for the answers', refutedBy: 'it stays busy with less to do',
    },
    estimate: { share: '98 %', since: '-04:20' },
    mouse: {
      group: 'Roll back', action: 'Roll back switches to 3.8.2',
      why: 'it is in bru only, and waw is next', expect: 'waw stays well',
    },
    keyboard: {
      action: 'Refuse 95 % of the evaluations',
      why: 'the lines have to get empty', expect: 'what is let in is answered',
    },
    minutes: { toAct: 2, toMend: 4, toEnd: 4 },
    followup: { ask: 'And then what breaks?', answered: 'Partial' },
    restores: false,
  },
];
