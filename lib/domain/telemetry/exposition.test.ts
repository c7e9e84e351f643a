import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposition } from './exposition.ts';
import { Counter, gauge, Histogram } from './instruments.ts';

describe('exposition', () => {
  it('writes counters, gauges and histograms', () => {
    const requests = new Counter('requests_total', 'Requests', ['path', 'status']);
    requests.add(['/chat', '200']);
    requests.add(['/chat', '200'], 2);
    requests.add(['/chat', '500']);
    const seconds = new Histogram('seconds', 'Time', ['path'], [0.1, 1]);
    for (const value of [0.05, 0.1, 0.5, 7]) seconds.observe(['/chat'], value);
    expect(exposition([requests.family(), gauge('open', 'Open', 3), seconds.family()])).toBe(
      [
        '# HELP requests_total Requests',
        '# TYPE requests_total counter',
        'requests_total{path="/chat",status="200"} 3',
        'requests_total{path="/chat",status="500"} 1',
        '# HELP open Open',
        '# TYPE open gauge',
        'open 3',
        '# HELP seconds Time',
        '# TYPE seconds histogram',
        'seconds_bucket{path="/chat",le="0.1"} 2',
        'seconds_bucket{path="/chat",le="1"} 3',
        'seconds_bucket{path="/chat",le="+Inf"} 4',
        'seconds_sum{path="/chat"} 7.65',
        'seconds_count{path="/chat"} 4',
        '',
      ].join('\n'),
    );
  });

  it('escapes, and leaves families without a sample out', () => {
    const odd = new Counter('odd', 'a\\b\nc', ['x']);
    expect(exposition([odd.family()])).toBe('');
    odd.add(['"\\\n']);
    expect(exposition([odd.family()])).toBe(
      '# HELP odd a\\\\b\\nc\n# TYPE odd counter\nodd{x="\\"\\\\\\n"} 1\n',
    );
  });

  it.each([
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [NaN, 'NaN'],
    [1e21, '1e+21'],
  ])('writes %d as %s', (value, text) => {
    expect(exposition([gauge('g', 'h', value)])).toContain(`\ng ${text}\n`);
  });

  it('has cumulated buckets whose last one is the count', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1 }), (values) => {
        const histogram = new Histogram('h', 'h', [], [1, 2, 5]);
        for (const value of values) histogram.observe([], value);
        const { samples } = histogram.family();
        const buckets = samples.filter(({ suffix }) => suffix === '_bucket').map(({ value }) => value);
        const below = (bound: number) => values.filter((value) => value <= bound).length;
        expect(buckets).toEqual([below(1), below(2), below(5), values.length]);
        expect(samples.at(-1)?.value).toBe(values.length);
      }),
    );
  });
});
