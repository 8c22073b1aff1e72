// Where a writer asks the editor: `│` is the cursor. `offers` and `hides` are labels, `says` a part of the hover.
const HEAD = `\
id: hours
name: 作業時間
plan: plan-a
section: one
`;

export const COMPLETIONS = [
  {
    name: '何もないファイル',
    text: '│',
    offers: ['id', 'name', 'plan', 'section', 'unit', 'direction', 'target', 'actuals', 'source'],
  },
  {
    name: '目標の型を決める前のキー',
    text: `${HEAD}│`,
    offers: ['unit', 'direction', 'target', 'baseline', 'actuals', 'owner', 'note', 'source'],
    hides: ['id', 'name', 'steps', 'value'],
  },
  {
    name: '目標の型',
    text: `${HEAD}direction: │\n`,
    offers: [
      'absolute', 'reference', 'relative', 'increase', 'decrease', 'keep', 'range', 'milestone', 'composite',
      'monitor',
    ],
  },
  {
    name: 'milestone の目標値のキー',
    text: `${HEAD}direction: milestone\ntarget:\n  │\n`,
    offers: ['steps', 'year', 'note', 'source'],
    hides: ['value', 'exclusive', 'min', 'max', 'parts', 'rule', 'reference', 'tolerance'],
  },
  {
    name: 'milestone の指標のキー',
    text: `${HEAD}direction: milestone\n│\n`,
    offers: ['target', 'actuals', 'baseline', 'unit'],
    hides: ['better', 'steps', 'value'],
  },
  {
    name: 'absolute の目標値のキー',
    text: `${HEAD}unit: 時間\ndirection: absolute\ntarget:\n  │\n`,
    offers: ['value', 'exclusive', 'tolerance', 'year', 'note', 'source'],
    hides: ['steps', 'min', 'max', 'parts', 'rule', 'reference', 'change'],
  },
  {
    name: '実績値のキー',
    text: `${HEAD}unit: 時間\ndirection: absolute\nactuals:\n  R3:\n    value: 1\n    │\n`,
    offers: ['status', 'as_of', 'known', 'period', 'approximate', 'note', 'source'],
    hides: ['done', 'parts', 'text'],
  },
  {
    name: '並べた実績値のキー',
    text: `${HEAD}unit: 時間\ndirection: absolute\nactuals:\n  R3:\n    - value: 1\n      │\n`,
    offers: ['status', 'as_of', 'known', 'period', 'approximate', 'note', 'source'],
    hides: ['done', 'parts', 'text'],
  },
  {
    name: '値の別',
    text: `${HEAD}unit: 時間\ndirection: absolute\nactuals:\n  R3:\n    value: 1\n    status: │\n`,
    offers: ['実績', '速報', '見込', '時点'],
  },
  {
    name: '良い向き',
    text: `${HEAD}unit: 時間\ndirection: keep\nbetter: │\n`,
    offers: ['higher', 'lower'],
  },
  {
    name: '計画のキー',
    schema: 'plan',
    text: 'plan: plan-a\n│\n',
    offers: ['name', 'method', 'ratings', 'sections', 'documents', 'published', 'causes'],
    hides: ['direction', 'target'],
  },
];

export const HOVERS = [
  { name: '目標の型', text: `${HEAD}direction│: absolute\n`, says: '目標の型' },
  { name: '書いた型', text: `${HEAD}direction: milest│one\n`, says: '段階を進める' },
  { name: '目標値', text: `${HEAD}direction: absolute\ntarg│et:\n  value: 1\n`, says: '目標値' },
  { name: '推定', text: `${HEAD}direction: absolute\nassum│ed:\n  baseline: 資料にない\n`, says: '資料にない事柄' },
  {
    name: '値の別',
    text: `${HEAD}direction: absolute\nactuals:\n  R3:\n    value: 1\n    stat│us: 実績\n`,
    says: '年度が終わる前の見込み',
  },
  {
    name: '値の時点',
    text: `${HEAD}direction: absolute\nactuals:\n  R3:\n    - value: 1\n      as_o│f: 2021-12\n`,
    says: 'R3.12時点 は 2021-12',
  },
  { name: '計画の達成区分', schema: 'plan', text: 'plan: plan-a\nrat│ings:\n  - {id: a}\n', says: '上から順に' },
];

export const REPAIRS = [
  {
    name: 'キーの書き間違い asof',
    text: `${HEAD}unit: 時間\ndirection: monitor\nactuals:\n  R3:\n    value: 1\n    status: 実績\n    asof: 2021-12\n`,
    offers: ['as_of'],
  },
  {
    name: '語の書き間違い 実積',
    text: `${HEAD}unit: 時間\ndirection: monitor\nactuals:\n  R3:\n    value: 1\n    status: 実積\n`,
    offers: ['実績', '速報', '見込', '時点'],
  },
  { name: '目標の型の書き間違い absolut', text: `${HEAD}unit: 時間\ndirection: absolut\n`, offers: ['absolute'] },
];
