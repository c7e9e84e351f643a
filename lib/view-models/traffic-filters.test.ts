import { expect, it } from 'vitest';
import { NO_FILTERS, prepareChips, readTrafficFilters } from './traffic-filters.ts';

it('filters are read from the address, and nothing else', () => {
  const params = new URLSearchParams('range=7d&model=large&use_case=&chat=x&sampled=true');
  expect(readTrafficFilters(params)).toEqual({ use_case: '', model: 'large', sampled: 'true' });
  expect(Object.keys(NO_FILTERS)).toContain('search');
  expect(Object.keys(NO_FILTERS)).not.toContain('range');
});

it('each is a chip in words', () => {
  const filters = { use_case: '', status: 'error,timeout', min_latency_ms: '1500', sampled: 'false' };
  expect(prepareChips(filters)).toEqual([
    { key: 'use_case', label: 'Use case', value: 'none' },
    { key: 'status', label: 'Status', value: 'error or timeout' },
    { key: 'min_latency_ms', label: 'Latency from', value: '1,500 ms' },
    { key: 'sampled', label: 'Sampled', value: 'no' },
  ]);
  expect(prepareChips({ max_latency_ms: 'x' })[0]?.value).toBe('x');
});
