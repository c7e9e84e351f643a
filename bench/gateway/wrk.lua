-- Request and report for wrk: see load.ts. Requests differ in their prompt, as the callers' do.
local VARIANTS = 1000
local requests = {}
local current = 0

function init(args)
  wrk.method = "POST"
  for line in os.getenv("BENCH_HEADERS"):gmatch("[^\n]+") do
    local name, value = line:match("^(.-): (.*)$")
    wrk.headers[name] = value
  end
  local before, after = os.getenv("BENCH_BODY"):match("^(.*)@@(.*)$")
  for i = 1, VARIANTS do
    requests[i] = wrk.format(nil, nil, nil, before .. i .. after)
  end
end

function request()
  current = current % VARIANTS + 1
  return requests[current]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%.6f,"bytes":%d,"errors":%d,"p50Ms":%.4f,"p99Ms":%.4f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3
  ))
end
