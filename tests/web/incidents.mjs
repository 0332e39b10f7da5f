// The two incidents as the people of the journeys live through them. Words are those of the scenarios.
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
];
