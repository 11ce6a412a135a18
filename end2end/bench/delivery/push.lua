-- For wrk: every request is one of a kind. In BENCH_BODY, USER is replaced by a number below BENCH_USERS and RANDOM by
-- one that no other request has, above BENCH_FIRST. Latencies are printed in milliseconds.
local path, body = os.getenv("BENCH_PATH"), os.getenv("BENCH_BODY")
local users, first = tonumber(os.getenv("BENCH_USERS")), tonumber(os.getenv("BENCH_FIRST"))
local count = 0

function request()
  count = count + 1
  -- A prime, so that all users come in turn, far from one another.
  local values = { USER = string.format("%d", count * 7919 % users), RANDOM = string.format("%d", first + count) }
  return wrk.format("POST", path, { ["content-type"] = "application/json" }, (body:gsub("%u%u%u%u+", values)))
end

function response(_, _, text)
  if not text:find('"ErrorCode":0', 1, true) then
    print("refused: " .. text)
  end
end

function done(summary, latency, _)
  io.write(string.format(
    '{"requests":%d,"seconds":%f,"p50":%f,"p99":%f}\n',
    summary.requests, summary.duration / 1000000, latency:percentile(50) / 1000, latency:percentile(99) / 1000
  ))
end
