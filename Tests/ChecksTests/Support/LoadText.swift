/// Performance suites as text: one scenario with one request, lines replaced by their key.
enum LoadText {
    static func suite(_ replaced: [String: String] = [:], url: String = "http://127.0.0.1:1/x") -> String {
        var lines = [
            "load": "{users: 2, iterations: 400}",
            "scenarios": "[{name: a, steps: [{http: {url: \"\(url)\"}, check: {status: 200}}]}]",
            "thresholds": "[{expr: \"ratio(errors) <= 1%\"}]",
            // Many tests at once make a generator late.
            "validity": "{max_lateness: 1m, max_stall: 1m, max_generator_cpu: 100%, max_shift: 100%}",
        ]
        lines.merge(replaced) { $1 }
        return lines.filter { $0.value != "-" }.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
    }

    /// A scenario of one step for each entry.
    static func scenario(_ name: String = "a", weight: Int = 1, steps: [String]) -> String {
        "{name: \(name), weight: \(weight), steps: [\(steps.map { "{\($0)}" }.joined(separator: ", "))]}"
    }

    /// A step of this name that asks for nothing special.
    static func plain(_ name: String) -> String { "name: \(name), http: {url: \"http://h/\"}, check: {status: 200}" }
}
