internal import Model

/// What a value has to be.
package enum ValueType: String, Sendable, CaseIterable {
    case string, int, float, bool
    /// One of the `values`.
    case `enum`
    case port, host, url, dsn, duration, bytes, email, path
    /// A text that the `pattern` matches.
    case regex

    /// What the type wants, as the end of "… is ".
    var wanted: String {
        switch self {
        case .string: "text"
        case .int: "a whole number"
        case .float: "a number"
        case .bool: "true or false"
        case .enum: "one of its values"
        case .port: "a port from 1 to 65535"
        case .host: "a host name or an address"
        case .url: "a URL"
        case .dsn: "a DSN"
        case .duration: "a duration with its unit, such as 250ms or 10s"
        case .bytes: "a size, such as 512KiB or 8388608"
        case .email: "an e-mail address"
        case .path: "a path"
        case .regex: "a text that its pattern matches"
        }
    }

    /// What is wrong with the text, as the end of a sentence that holds no part of it; nil where nothing is.
    func problem(with text: String, schemes: [String]) -> String? {
        switch self {
        case .string, .enum, .regex: nil
        case .int: Quantity.integer(text) == nil ? intProblem(text) : nil
        case .float: NumberText.value(text) == nil ? "it is not a decimal number" : nil
        case .bool: BoolText.value(text) == nil ? "it is none of true, false, yes, no, on, off, 1 and 0" : nil
        case .port: HostPort.port(text[...]) == nil ? "it is not a number from 1 to 65535" : nil
        case .host: HostPort.isHost(text) ? nil : "it can't be the name or the address of a host"
        case .url: URLText.problem(text, schemes: schemes)
        case .dsn: dsnProblem(text, schemes)
        case .duration:
            Quantity.duration(text) == nil ? "it is not one number with us, ms, s, m, h or d, at most 365d" : nil
        case .bytes: bytesProblem(text)
        case .email: emailProblem(text)
        case .path: pathProblem(text)
        }
    }

    /// The families of quantities in which values of the type are compared, the first that fits both sides.
    var measures: [Measure] {
        switch self {
        case .int, .float, .port: [.number]
        case .bytes: [.size]
        case .duration: [.time]
        case .string: Measure.allCases
        default: []
        }
    }
}
