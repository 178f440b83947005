extension JSONPathEvaluator {
    /// Whether the condition holds where `@` is this value.
    mutating func holds(_ condition: LogicalExpression, for current: JSONValue) throws(JSONPathError) -> Bool {
        try charge()
        switch condition {
        case .or(let parts):
            for part in parts where try holds(part, for: current) { return true }
            return false
        case .and(let parts):
            for part in parts where try !holds(part, for: current) { return false }
            return true
        case .not(let part):
            return try !holds(part, for: current)
        case .exists(let query):
            if query.isSingular { return try single(query, for: current) != nil }
            return try !nodes(of: query, for: current).isEmpty
        case .function(let call):
            return try holds(call, for: current)
        case .comparison(let left, let comparison, let right):
            return try compare(try value(of: left, for: current), comparison, try value(of: right, for: current))
        }
    }

    private func start(_ query: FilterQuery, _ current: JSONValue) -> JSONValue { query.isRelative ? current : root }

    private mutating func nodes(of query: FilterQuery, for current: JSONValue) throws(JSONPathError) -> [JSONNode] {
        try nodes(of: query.segments, from: start(query, current), locating: false)
    }

    /// The one value that a singular query selects, found without gathering nodes.
    private mutating func single(_ query: FilterQuery, for current: JSONValue) throws(JSONPathError) -> JSONValue? {
        try charge(1 + query.segments.count)
        var value = start(query, current)
        for segment in query.segments {
            let next: JSONValue?
            switch (segment.selectors.first, value) {
            case (.name(let name)?, .object(let object)): next = object[name]
            case (.index(let index)?, .array(let elements)): next = value[index < 0 ? elements.count + index : index]
            default: next = nil
            }
            guard let next else { return nil }
            value = next
        }
        return value
    }

    /// The value of an operand, `nil` for the standard's Nothing.
    private mutating func value(of operand: Operand, for current: JSONValue) throws(JSONPathError) -> JSONValue? {
        switch operand {
        case .literal(let value): return value
        case .query(let query): return try single(query, for: current)
        case .function(let call): return try value(of: call, for: current)
        }
    }
}

// MARK: - Comparisons: RFC 9535, section 2.3.5.2.2

extension JSONPathEvaluator {
    private mutating func compare(
        _ left: JSONValue?, _ comparison: Comparison, _ right: JSONValue?
    ) throws(JSONPathError) -> Bool {
        switch comparison {
        case .equal: return try areEqual(left, right)
        case .notEqual: return try !areEqual(left, right)
        case .less: return try isLess(left, right)
        case .greater: return try isLess(right, left)
        case .lessOrEqual: return if try isLess(left, right) { true } else { try areEqual(left, right) }
        case .greaterOrEqual: return if try isLess(right, left) { true } else { try areEqual(left, right) }
        }
    }

    private mutating func areEqual(_ left: JSONValue?, _ right: JSONValue?) throws(JSONPathError) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        let areEqual = JSONValue.areEqual(left, right, work: &visitsLeft)
        try charge(0)
        return areEqual
    }

    private mutating func isLess(_ left: JSONValue?, _ right: JSONValue?) throws(JSONPathError) -> Bool {
        switch (left, right) {
        case (.number(let left)?, .number(let right)?):
            try charge(max(left.text.utf8.count, right.text.utf8.count) / JSONValue.bytesPerUnit)
            return left < right
        case (.string(let left)?, .string(let right)?):
            try charge(min(left.utf8.count, right.utf8.count) / JSONValue.bytesPerUnit)
            return left.precedes(right)
        default:
            return false
        }
    }
}

// MARK: - Functions: RFC 9535, section 2.4

extension JSONPathEvaluator {
    private mutating func value(of call: FunctionCall, for current: JSONValue) throws(JSONPathError) -> JSONValue? {
        switch call {
        case .length(let operand):
            switch try value(of: operand, for: current) {
            case .string(let text)?:
                try charge(text.utf8.count / JSONValue.bytesPerUnit)
                return .number(JSONNumber(text.unicodeScalars.count))
            case .array(let elements)?: return .number(JSONNumber(elements.count))
            case .object(let object)?: return .number(JSONNumber(object.count))
            default: return nil
            }
        case .count(let query):
            return .number(JSONNumber(try nodes(of: query, for: current).count))
        case .value(let query):
            let nodes = try nodes(of: query, for: current)
            return nodes.count == 1 ? nodes[0].value : nil
        case .match, .search:
            return nil
        }
    }

    private mutating func holds(_ call: FunctionCall, for current: JSONValue) throws(JSONPathError) -> Bool {
        switch call {
        case .match(let subject, let pattern):
            return try isFound(pattern, in: subject, for: current, within: \.matching)
        case .search(let subject, let pattern):
            return try isFound(pattern, in: subject, for: current, within: \.searching)
        case .length, .count, .value:
            return false
        }
    }

    /// False where one is no string or the pattern is not I-Regexp, as the standard says; undecided is an error.
    private mutating func isFound(
        _ pattern: Operand, in subject: Operand, for current: JSONValue, within form: KeyPath<IRegexp, String>
    ) throws(JSONPathError) -> Bool {
        guard case .string(let subject)? = try value(of: subject, for: current),
            case .string(let pattern)? = try value(of: pattern, for: current),
            let translated = try translated(pattern)
        else { return false }
        try charge(Self.workPerSearch + subject.utf8.count / 16)
        guard let regex else {
            throw .regexUndecided(sentence: "match() and search() need a regex engine, and there is none here")
        }
        guard let isFound = regex(translated[keyPath: form], subject) else {
            throw .regexUndecided(sentence: "the regex '\(pattern.prefix(100))' took too long or too much memory")
        }
        return isFound
    }

    private mutating func translated(_ pattern: String) throws(JSONPathError) -> IRegexp? {
        if let known = patterns[ExactText(text: pattern)] { return known }
        try charge(Self.workPerSearch + pattern.utf8.count / 16)
        let translated = IRegexp(pattern)
        if patterns.count >= Self.rememberedPatterns { patterns.removeAll() }
        patterns[ExactText(text: pattern)] = .some(translated)
        return translated
    }

    /// One search costs as much work as this many visited values.
    private static let workPerSearch = 20
    private static let rememberedPatterns = 256
}
