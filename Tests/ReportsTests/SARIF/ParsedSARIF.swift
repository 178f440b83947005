import Foundation

/// A SARIF file as other programs see it.
struct ParsedSARIF {
    let log: [String: Any]
    let run: [String: Any]
    let results: [[String: Any]]

    init?(_ bytes: [UInt8]) {
        guard let log = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let run = (log["runs"] as? [[String: Any]])?.first, let results = run["results"] as? [[String: Any]]
        else { return nil }
        (self.log, self.run, self.results) = (log, run, results)
    }

    var ruleIDs: [String] { results.map { $0["ruleId"] as? String ?? "" } }
    var levels: [String] { results.map { $0["level"] as? String ?? "" } }
    var messages: [String] { results.map { text($0, "message", "text") ?? "" } }
    var fingerprints: [String] {
        results.compactMap { ($0["partialFingerprints"] as? [String: String])?["gonogoFinding/v1"] }
    }

    /// What stands at the end of keys and indices.
    static func at(_ value: Any?, _ path: [Any]) -> Any? {
        path.reduce(value) { value, part in
            if let key = part as? String { return (value as? [String: Any])?[key] }
            guard let index = part as? Int, let list = value as? [Any], list.indices.contains(index) else { return nil }
            return list[index]
        }
    }

    func text(_ value: Any?, _ path: Any...) -> String? { Self.at(value, path) as? String }
    func number(_ value: Any?, _ path: Any...) -> Int? { Self.at(value, path) as? Int }
}
