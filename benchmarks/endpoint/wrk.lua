-- Send a request again and again, and tell the summary as one line of JSON.
-- With a word after "--", each request ends in a comment of its own, of that word and a number.

local nonce
local number = 0

function init(args)
  nonce = args[1]
  if nonce then
    local path = wrk.path
    request = function()
      number = number + 1
      return wrk.format(nil, path .. "%20%23" .. nonce .. number)
    end
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "broken": %d, "refused": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout, errors.status
  ))
end
