-- For wrk: every request creates another application. BENCH_BODY is the form up to the value of its token, the
-- last field. An answer counts if it leads to the new application's page: a refusal is a redirect too.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end

function init()
  made = 0
  sent = 0
  start = os.getenv("BENCH_BODY")
  headers = {
    ["Accept"] = "text/html",
    ["Cookie"] = os.getenv("BENCH_COOKIE"),
    ["Content-Type"] = "application/x-www-form-urlencoded",
  }
end

function request()
  sent = sent + 1
  return wrk.format("POST", nil, headers, string.format("%s%016x%016x", start, number, sent))
end

function response(status, headers)
  local location = headers["location"] or headers["Location"] or ""
  if string.find(location, "/applications/14%d+%?done=created") then made = made + 1 end
end

function done(summary)
  local total = 0
  for _, thread in ipairs(threads) do total = total + thread:get("made") end
  io.write(string.format('{"requests":%d,"made":%d,"seconds":%.6f}\n',
    summary.requests, total, summary.duration / 1e6))
end
