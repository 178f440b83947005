extension JSONPathParser {
    /// `a || b`, the loosest binding.
    mutating func or() throws(JSONPathError) -> LogicalExpression {
        var parts = [try and()]
        while followed(by: "|", "|") { parts.append(try and()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func and() throws(JSONPathError) -> LogicalExpression {
        var parts = [try basic()]
        while followed(by: "&", "&") { parts.append(try basic()) }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    /// Steps over blanks, these characters and more blanks; over nothing, if the characters don't come next.
    private mutating func followed(by first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        let start = position
        skipBlanks()
        guard skip(first, second) else {
            position = start
            return false
        }
        skipBlanks()
        return true
    }

    /// Parentheses, a comparison, or a test that something exists or holds.
    private mutating func basic() throws(JSONPathError) -> LogicalExpression {
        let start = position
        let isNegated = skip("!")
        if isNegated { skipBlanks() }
        if skip("(") {
            let inner = try nested { (parser) throws(JSONPathError) in try parser.parenthesized() }
            return isNegated ? .not(inner) : inner
        }
        let operandStart = position
        let operand = try operand()
        let operandEnd = position
        skipBlanks()
        if let comparison = comparison() {
            guard !isNegated else {
                throw fault("'!' applies to a test, not to a comparison; use parentheses", at: start)
            }
            try requireComparable(operand, from: operandStart)
            skipBlanks()
            let rightStart = position
            let right = try self.operand()
            try requireComparable(right, from: rightStart)
            return .comparison(operand, comparison, right)
        }
        position = operandEnd
        let test = try test(operand, from: operandStart)
        return isNegated ? .not(test) : test
    }

    private mutating func parenthesized() throws(JSONPathError) -> LogicalExpression {
        skipBlanks()
        let inner = try or()
        skipBlanks()
        guard skip(")") else { throw fault("found \(found) where an operator or ')' should come") }
        return inner
    }

    private mutating func comparison() -> Comparison? {
        for comparison in Comparison.allCases
        where scalars[position...].starts(with: comparison.rawValue.unicodeScalars) {
            position += comparison.rawValue.count
            return comparison
        }
        return nil
    }

    /// A literal, a query or a call: what may stand on one side of a comparison or as an argument.
    mutating func operand() throws(JSONPathError) -> Operand {
        switch peek {
        case "@", "$": return .query(try filterQuery())
        case "'", "\"": return .literal(.string(try string()))
        case "-": return .literal(.number(try number()))
        case let scalar? where isDigit(scalar): return .literal(.number(try number()))
        case let scalar? where ("a"..."z").contains(scalar): return try wordOrCall()
        default: throw fault("found \(found) where a condition should come: a query (@…, $…), a literal or a function")
        }
    }

    private mutating func filterQuery() throws(JSONPathError) -> FilterQuery {
        let isRelative = peek == "@"
        position += 1
        return FilterQuery(isRelative: isRelative, segments: try segments())
    }

    private mutating func wordOrCall() throws(JSONPathError) -> Operand {
        let start = position
        while let scalar = peek, ("a"..."z").contains(scalar) || isDigit(scalar) || scalar == "_" { position += 1 }
        let word = text(from: start)
        if skip("(") {
            return .function(try nested { (parser) throws(JSONPathError) in try parser.call(word, from: start) })
        }
        switch word {
        case "true": return .literal(.bool(true))
        case "false": return .literal(.bool(false))
        case "null": return .literal(.null)
        default: throw fault("'\(word)' is neither true, false, null nor a call; strings need quotes", at: start)
        }
    }

    // MARK: - Types

    private func test(_ operand: Operand, from start: Int) throws(JSONPathError) -> LogicalExpression {
        switch operand {
        case .query(let query): return .exists(query)
        case .function(let call) where call.isLogical: return .function(call)
        case .function: throw fault("this function gives a value, which must be compared with something", at: start)
        case .literal: throw fault("a literal alone is no condition; compare it with something", at: start)
        }
    }

    private func requireComparable(_ operand: Operand, from start: Int) throws(JSONPathError) {
        switch operand {
        case .literal:
            return
        case .function(let call):
            guard !call.isLogical else {
                throw fault("this function gives true or false by itself, and can't be compared", at: start)
            }
        case .query(let query):
            guard query.isSingular else {
                throw fault("only a query for one single node can be compared; use value(…) or count(…)", at: start)
            }
            try refuseBlanksInBrackets(from: start)
        }
    }

    /// Unlike other queries, the singular queries of the grammar have no place for blanks within brackets.
    private func refuseBlanksInBrackets(from start: Int) throws(JSONPathError) {
        var quote: Unicode.Scalar?
        var isInBrackets = false
        var isEscaped = false
        for index in start..<position {
            let scalar = scalars[index]
            if isEscaped {
                isEscaped = false
            } else if let open = quote {
                if scalar == "\\" { isEscaped = true } else if scalar == open { quote = nil }
            } else if isInBrackets {
                if isBlank(scalar) {
                    throw fault("a query that is compared must not hold blanks within brackets", at: index)
                }
                if scalar == "'" || scalar == "\"" { quote = scalar }
                if scalar == "]" { isInBrackets = false }
            } else if scalar == "[" {
                isInBrackets = true
            }
        }
    }
}
