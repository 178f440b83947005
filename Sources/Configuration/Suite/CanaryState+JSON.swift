internal import JSON
internal import Model

extension CanaryState {
    /// Why a file holds no state.
    struct Failure: Error {
        /// The end of a sentence that begins with the file's name.
        var reason: String
    }

    init(_ bytes: [UInt8]) throws(Failure) {
        guard bytes.count <= Self.maximumBytes else {
            throw Failure(reason: "has more than \(Self.maximumBytes) bytes")
        }
        let value: JSONValue
        do throws(JSONReadError) {
            value = try JSONReader(maximumDepth: 8, duplicateNames: .refused).read(bytes).value
        } catch {
            throw Failure(reason: "is no JSON (\(error.line):\(error.column): \(error.sentence.clipped(to: 120)))")
        }
        func text(_ name: String) throws(Failure) -> String {
            guard case .string(let text)? = value[name], !text.isEmpty, text.utf8.count <= 1_024 else {
                throw Failure(reason: "has no text '\(name)'")
            }
            return text
        }
        guard try text("schema") == Self.schema else { throw Failure(reason: "is not of the schema \(Self.schema)") }
        guard let since = Timestamp(parsing: try text("since")) else {
            throw Failure(reason: "has no time such as 2026-11-20T10:00:00Z under 'since'")
        }
        self.init(
            environment: try text("environment"), key: try text("key"), stage: try text("stage"), since: since)
    }

    /// The file's bytes, ended by a line feed.
    package var json: [UInt8] {
        let members =
            [("schema", Self.schema), ("environment", environment), ("key", key), ("stage", stage)]
            + [("since", since.wholeSeconds)]
        let object = JSONObject(members.map { JSONObject.Member(name: $0.0, value: .string($0.1)) })
        return Array((JSONWriter(.compact).text(.object(object)) + "\n").utf8)
    }
}
