import Checks
import Testing

@Suite("Thresholds as they are written")
struct ThresholdParserTests {
    @Test(
        "a threshold is read",
        arguments: [
            ("p95(response) <= 2100ms", "p95(response)", "<=", .milliseconds(2100)),
            ("p99.9(service)<5s", "p99.9(service)", "<", .milliseconds(5000)),
            ("p50( ttfb ) < 0.5 s", "p50(ttfb)", "<", .milliseconds(500)),
            ("max(lag) <= 500us", "max(lag)", "<=", .milliseconds(0.5)),
            ("mean(connect) < 1m", "mean(connect)", "<", .milliseconds(60_000)),
            ("avg(response) > 1ms", "mean(response)", ">", .milliseconds(1)),
            ("min(response) >= 1ms", "min(response)", ">=", .milliseconds(1)),
            ("ratio(errors) <= 1%", "ratio(errors)", "<=", .ratio(0.01)),
            ("ratio(errors) < 0.1pp", "ratio(errors)", "<", .ratio(0.001)),
            ("ratio(checks) >= 99.5%", "ratio(checks)", ">=", .ratio(0.995)),
            ("ratio(errors) <= 99%", "ratio(errors)", "<=", .ratio(0.99)),
            ("rate(started) >= 20rps", "rate(started)", ">=", .perSecond(20)),
            ("rate(started) >= 99% of planned", "rate(started)", ">=", .ofPlanned(0.99)),
            ("count(errors) < 5", "count(errors)", "<", .count(5)),
            ("p95(response{scenario=estimates}) <= 1s", "p95(response{scenario=estimates})", "<=", .milliseconds(1000)),
            (
                "p95(response{ step = log in , scenario = a }) <= 1s", "p95(response{scenario=a,step=log in})", "<=",
                .milliseconds(1000)
            ),
            ("ratio(errors{scenario=*}) <= 1%", "ratio(errors{scenario=*})", "<=", .ratio(0.01)),
            ("p95(iteration{scenario=a}) <= 3s", "p95(iteration{scenario=a})", "<=", .milliseconds(3000)),
            ("rate(iteration) >= 5rps", "rate(iteration)", ">=", .perSecond(5)),
            ("ratio(dropped) <= 0.1%", "ratio(dropped)", "<=", .ratio(0.001)),
            ("count(dropped{scenario=a}) <= 0", "count(dropped{scenario=a})", "<=", .count(0)),
            ("  p95 (response) <= 1s  ", "p95(response)", "<=", .milliseconds(1000)),
            ("p95(response{step=GET /ü}) <= 1s", "p95(response{step=GET /ü})", "<=", .milliseconds(1000)),
        ] as [(String, String, String, Threshold.Limit)])
    func valid(text: String, subject: String, comparison: String, limit: Threshold.Limit) throws {
        let threshold = try ThresholdParser.parse(text)
        #expect(threshold.subject == subject)
        #expect(threshold.comparison.rawValue == comparison)
        #expect(threshold.limit == limit)
    }

    @Test(
        "what is no threshold says where it stops being one",
        arguments: [
            ("", 0, "'' is no aggregator"), ("p95", 3, "'(' belongs here"),
            ("p95[response] < 1s", 3, "'(' belongs here"), ("q95(response) < 1s", 0, "'q95' is no aggregator"),
            ("p0(response) < 1s", 0, "'p0' is no aggregator"), ("p100(response) < 1s", 0, "'p100' is no aggregator"),
            ("p(response) < 1s", 0, "'p' is no aggregator"),
            ("p-5(response) < 1s", 0, "'p' is no aggregator"), ("p9x(response) < 1s", 0, "'p9x' is no aggregator"),
            ("P95(response) < 1s", 0, "'P95' is no aggregator"),
            ("p95(respons) < 1s", 4, "'respons' is no metric"), ("p95() < 1s", 4, "'' is no metric"),
            ("p95(response < 1s", 13, "')' belongs here"),
            ("p95(response{scenario=a) < 1s", 23, "'}' belongs here"),
            ("p95(response{scenario=}) < 1s", 22, "a name belongs here"),
            ("p95(response{user=a}) < 1s", 13, "'user' is no selector"),
            ("p95(response{step=a,step=b}) < 1s", 20, "'step' is no selector"),
            ("p95(response{}) < 1s", 13, "'=' belongs here"),
            ("p95(response) == 1s", 14, "measured values are never exactly equal"),
            ("p95(response) = 1s", 14, "measured values are never exactly equal"),
            ("p95(response) != 1s", 14, "measured values are never exactly equal"),
            ("p95(response) =< 1s", 14, "write <, <=, > or >="), ("p95(response) ≤ 1s", 14, "write <, <=, > or >="),
            ("p95(response) 1s", 14, "write <, <=, > or >="), ("p95(response) <", 15, "a number belongs here"),
            ("p95(response) < s", 16, "a number belongs here"),
            ("p95(response) < -1s", 16, "a number belongs here"),
            ("p95(response) < 1.2.3s", 16, "a number belongs here"),
            ("p95(response) < .5s", 16, "a number belongs here"),
            ("p95(response) < 99999999999999999999s", 16, "a number belongs here"),
            ("p95(response) < 100", 19, "the value lacks its unit: ms or s"),
            ("p95(response) < 1e3ms", 17, "'e' is no unit here"), ("p95(response) < 1min", 17, "'min' is no unit here"),
            ("p95(response) < 5%", 18, "p95(response) wants ms or s"),
            ("p95(response) < 1s or so", 19, "nothing may follow the value"),
            ("p95(response) < 1s < 2s", 19, "nothing may follow the value"),
            ("p95(errors) < 1s", 0, "p95(errors): errors are counted"),
            ("ratio(response) < 1%", 0, "ratio(response): ratio is for errors, checks and dropped"),
            ("p95(iteration{step=a}) < 1s", 0, "p95(iteration{step=a}): this is known of whole iterations"),
            ("count(dropped{step=a}) < 1", 0, "count(dropped{step=a}): this is known of whole iterations"),
            ("ratio(dropped) < 5", 18, "the value lacks its unit: %"),
            ("p95(dropped) < 1s", 0, "p95(dropped): dropped are counted"),
            ("rate(lag) < 1rps", 0, "rate(lag): lag is a duration"),
            ("ratio(errors) < 1rps", 20, "ratio(errors) wants %"),
            ("ratio(errors) < 0.01", 20, "the value lacks its unit: %"),
            ("count(errors) < 5%", 18, "count(errors) wants a plain number"),
            ("ratio(errors) < 99% of planned", 30, "ratio(errors) wants %"),
            ("rate(started) < 99% of plan", 20, "nothing may follow"),
            ("rate(started) > 5", 17, "the value lacks its unit: rps"),
            ("ratio(errors) <= 101%", 20, "a ratio is 100% at most"),
            ("ratio(checks) >= 200%", 20, "a ratio is 100% at most"),
            ("p95(response) <= baseline +10%", 17, "limits against a baseline are not available yet"),
            ("p95(response)\u{0} < 1s", 13, "write <"), ("p95(response) < ٣s", 16, "a number belongs here"),
        ])
    func invalid(text: String, offset: Int, message: String) {
        let failure = #expect(throws: ThresholdParser.Failure.self) { try ThresholdParser.parse(text) }
        #expect(failure?.offset == offset)
        #expect(failure?.description.hasPrefix(message) == true, "\(failure?.description ?? "")")
    }

    @Test("an expression longer than anyone writes is refused at once")
    func tooLong() {
        let failure = #expect(throws: ThresholdParser.Failure.self) {
            try ThresholdParser.parse("p95(response{step=\(String(repeating: "a", count: 500))}) < 1s")
        }
        #expect(failure?.description == "longer than 500 characters")
    }

    @Test(
        "an abort rule is a threshold and a time",
        arguments: [
            ("ratio(errors) > 20% for 10s", "ratio(errors)", ">", .ratio(0.2), .seconds(10)),
            (
                "  p95( response{scenario=a} )>5s   for  1.5m ", "p95(response{scenario=a})", ">", .milliseconds(5000),
                .seconds(90)
            ),
            ("count(errors) >= 1000 for 1s", "count(errors)", ">=", .count(1000), .seconds(1)),
        ] as [(String, String, String, Threshold.Limit, Duration)])
    func abort(text: String, subject: String, comparison: String, limit: Threshold.Limit, window: Duration) throws {
        let rule = try ThresholdParser.parseAbort(text)
        #expect(rule.condition.subject == subject && rule.condition.comparison.rawValue == comparison)
        #expect(rule.condition.limit == limit && rule.window == window)
    }

    @Test(
        "what is no abort rule says where it stops being one",
        arguments: [
            ("ratio(errors) > 20%", 19, "'for' and a time belong here"),
            ("ratio(errors) > 20% during 10s", 20, "'for' and a time belong here"),
            ("ratio(errors) > 20% for", 20, "'for' and a time belong here"),
            ("ratio(errors) > 20% for 10", 24, "a time belongs here"),
            ("ratio(errors) > 20% for soon", 24, "a time belongs here"),
            ("ratio(errors) > 20% for 999ms", 24, "from 1s to 10m"),
            ("ratio(errors) > 20% for 11m", 24, "from 1s to 10m"),
            ("ratio(errors) > 20% for 10s now", 28, "nothing may follow the time"),
            ("p95(errors) > 20% for 10s", 0, "p95(errors): errors are counted"),
            ("ratio(errors) > 20 for 10s", 19, "the value lacks its unit"),
        ])
    func invalidAbort(text: String, offset: Int, message: String) {
        let failure = #expect(throws: ThresholdParser.Failure.self) { try ThresholdParser.parseAbort(text) }
        #expect(failure?.offset == offset, "\(failure?.description ?? "")")
        #expect(failure?.description.hasPrefix(message) == true, "\(failure?.description ?? "")")
    }
}
