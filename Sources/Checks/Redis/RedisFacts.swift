internal import JSON
internal import Model
internal import Transfer

/// Redis' replies as facts and as JSON.
enum RedisFacts {
    enum Unreadable: Error, CustomStringConvertible {
        case mayWrite, noInfo

        var description: String {
            switch self {
            case .mayWrite: "the command is not among those that only read: say mutating: true in the step"
            case .noInfo: "the server's INFO is none"
            }
        }
    }

    /// A text may be compared with a number, as headers may; nil where Redis has nothing under that key.
    static func value(_ reply: RedisReply) -> Evidence.Fact? {
        switch reply {
        case .null: nil
        case .status(let text), .text(let text): .text(text)
        default: .json(json(reply))
        }
    }

    static func json(_ reply: RedisReply) -> JSONValue {
        switch reply {
        case .status(let text), .text(let text), .error(let text): .string(text)
        case .integer(let number): .number(JSONNumber(number))
        case .null: .null
        case .list(let elements): .array(elements.map(json))
        }
    }

    /// What kind of reply it is: never what it says, which may be anything that the server holds.
    static func words(_ reply: RedisReply) -> String {
        switch reply {
        case .status: "a status"
        case .text(let text): "\(text.utf8.count) bytes"
        case .integer: "a number"
        case .null: "nothing"
        case .list(let elements): "a list of \(elements.count)"
        case .error: "an error"
        }
    }

    /// `{"redis_version":"7.0.15","connected_clients":3,"keyspace":{"db0":{"keys":1,"expires":0}}}`.
    static func json(_ info: RedisInfo) -> JSONValue {
        var members: [JSONObject.Member] = []
        var keyspace: [JSONObject.Member] = []
        for (name, value) in info.values {
            let isDatabase = name.hasPrefix("db") && Quantity.integer(String(name.dropFirst(2))) != nil
            let parts = value.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
            if isDatabase, parts.allSatisfy({ $0.count == 2 }) {
                let values = parts.map { JSONObject.Member(name: String($0[0]), value: scalar(String($0[1]))) }
                keyspace.append(.init(name: name, value: .object(JSONObject(values))))
            } else {
                members.append(.init(name: name, value: scalar(value)))
            }
        }
        return .object(JSONObject(members + [.init(name: "keyspace", value: .object(JSONObject(keyspace)))]))
    }

    private static func scalar(_ text: String) -> JSONValue {
        // A version or a build id that reads like a number has to keep its zeros, and does.
        JSONNumber(text).map { .number($0) } ?? .string(text)
    }

    static func facts(_ info: RedisInfo) -> [String: Evidence.Fact] {
        var facts: [String: Evidence.Fact] = [:]
        for name in ["connected_clients", "maxclients"] {
            facts[name] = info[name].flatMap(Quantity.integer).map { .integer($0) }
        }
        for name in ["used_memory", "maxmemory"] {
            facts[name] = info[name].flatMap(Quantity.integer).map { .bytes($0) }
        }
        facts["role"] = info["role"].map { .text($0) }
        return facts
    }
}
