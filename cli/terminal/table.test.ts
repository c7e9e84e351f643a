import { expect, it } from 'vitest';
import { figuresTable, table } from './table.ts';

it('a list sets columns of figures to the right', () => {
  const rows = [
    ['gpt-4.1-mini', '0.91', '$1.20'],
    ['b', 'n/a', '$10.00'],
  ];
  expect(table(['MODEL', 'OVERALL', 'COST'], rows).split('\n')).toEqual([
    'MODEL         OVERALL    COST',
    'gpt-4.1-mini     0.91   $1.20',
    'b                 n/a  $10.00',
  ]);
});

it('a table of figures has a rule, and words stand to the right too', () => {
  const rows = [['tone', '0.91', 'fell']];
  expect(figuresTable(['category', 'mean', 'finding'], rows).split('\n')).toEqual([
    'category  mean  finding',
    '--------  ----  -------',
    'tone      0.91     fell',
  ]);
});

it('nothing in a cell can move the cursor', () => {
  for (const lines of [table(['A'], [['x\u001b[2J']]), figuresTable(['A'], [['x\u001b[2J']])])
    expect(lines).toContain('x\ufffd[2J');
});
