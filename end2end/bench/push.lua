-- Posts pushes to one user each: every call has another MsgRandom, so that none is a repeat.
local path, body = os.getenv("BENCH_PATH"), os.getenv("BENCH_BODY")
local users = tonumber(os.getenv("BENCH_USERS"))
local threads = 0
local answered, refused = 0, 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(_)
  count = 0
end

function request()
  count = count + 1
  local text = body:gsub("USER", tostring((count * 7 + id) % users)):gsub("RANDOM", tostring(id * 100000000 + count))
  return wrk.format("POST", path, { ["content-type"] = "application/json" }, text)
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
