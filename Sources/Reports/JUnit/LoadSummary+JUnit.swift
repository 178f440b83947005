internal import Model

extension LoadSummary {
    /// The measured figures as suite properties whose names begin with `prefix`; what was not measured has none.
    func junitProperties(_ prefix: String) -> [(name: String, value: String)] {
        var properties: [(name: String, value: String)] = [("\(prefix).model", model.oneLine(40))]
        func add(_ name: String, _ value: Double?, places: Int = 3) {
            if let value, value.isFinite {
                properties.append(("\(prefix).\(name)", DurationText.fixed(value, places: places)))
            }
        }
        func add(_ name: String, _ value: Int?) {
            if let value { properties.append(("\(prefix).\(name)", String(value))) }
        }
        add("users", users)
        add("planned_seconds", plannedSeconds)
        add("measured_seconds", measuredSeconds)
        add("requests.started", counts.started)
        add("requests.completed", counts.completed)
        add("requests.succeeded", counts.succeeded)
        add("requests.failed", counts.failed)
        add("requests.timed_out", counts.timedOut)
        add("requests_per_second", requestsPerSecond)
        add("error_ratio", errorRatio, places: 6)
        for (name, latency) in [("latency", response), ("service", service)] {
            guard let latency else { continue }
            add("\(name).count", latency.count)
            for (figure, value) in latency.figures { add("\(name).\(figure)", value) }
        }
        for (index, reason) in invalid.prefix(20).enumerated() {
            properties.append(("\(prefix).invalid.\(index + 1)", reason.oneLine(300)))
        }
        return properties
    }

    /// The kinds of error that were counted, one a line.
    var junitOutput: String {
        errors.prefix(100).map {
            "\($0.count) × \($0.errorClass.oneLine(40)) in \($0.phase.oneLine(40)) (\($0.blame.oneLine(40))): "
                + $0.sample.oneLine(300) + "\n"
        }.joined().clipped(bytes: (64 << 10) - 64)
    }
}

extension LoadSummary.Latency {
    fileprivate var figures: [(String, Double)] {
        [
            ("min_ms", minMs), ("mean_ms", meanMs), ("p50_ms", p50Ms), ("p95_ms", p95Ms), ("p99_ms", p99Ms),
            ("p999_ms", p999Ms), ("max_ms", maxMs),
        ]
    }
}
