-- For wrk: sends the lines of a file as bodies, one after the other and from the beginning again. A line may begin with a
-- path of its own. Arguments behind `--`: the file, and a bearer token where one is needed.

local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
end

function init(arguments)
  bodies, sent, refused = {}, 0, 0
  for line in io.lines(arguments[1]) do bodies[#bodies + 1] = line end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  if arguments[2] then wrk.headers["Authorization"] = "Bearer " .. arguments[2] end
end

function request()
  local line = bodies[sent % #bodies + 1]
  sent = sent + 1
  local path, body = line:match("^(/%S+) (.*)$")
  return wrk.format(nil, path, nil, body or line)
end

function response(status)
  if status >= 400 then refused = refused + 1 end
end

-- One line of JSON: times in microseconds.
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    '{"answered":%d,"refused":%d,"failed":%d,"duration":%d,"median":%d,"p99":%d}\n',
    summary.requests, threads[1]:get("refused"), failed, summary.duration,
    latency:percentile(50), latency:percentile(99)))
end
