extension JSONPathParser {
    /// The arguments of a call, after its opening parenthesis, checked against what the function takes.
    mutating func call(_ name: String, from start: Int) throws(JSONPathError) -> FunctionCall {
        var arguments: [(operand: Operand, start: Int)] = []
        skipBlanks()
        if peek != ")" {
            repeat {
                skipBlanks()
                let argumentStart = position
                arguments.append((try operand(), argumentStart))
                skipBlanks()
            } while skip(",")
        }
        guard skip(")") else { throw fault("found \(found) where ',' or ')' should come") }
        func require(_ count: Int) throws(JSONPathError) {
            guard arguments.count == count else {
                throw fault(
                    "\(name)() takes \(count) argument\(count == 1 ? "" : "s"), not \(arguments.count)", at: start)
            }
        }
        switch name {
        case "length":
            try require(1)
            return .length(try value(arguments[0]))
        case "count":
            try require(1)
            return .count(try nodes(arguments[0]))
        case "value":
            try require(1)
            return .value(try nodes(arguments[0]))
        case "match":
            try require(2)
            return .match(try value(arguments[0]), pattern: try value(arguments[1]))
        case "search":
            try require(2)
            return .search(try value(arguments[0]), pattern: try value(arguments[1]))
        default:
            throw fault("there is no function \(name)(); known are length, count, match, search and value", at: start)
        }
    }

    private func value(_ argument: (operand: Operand, start: Int)) throws(JSONPathError) -> Operand {
        switch argument.operand {
        case .literal:
            break
        case .query(let query):
            guard query.isSingular else {
                throw fault(
                    "this argument must be a value: a literal, or a query for one single node", at: argument.start)
            }
        case .function(let call):
            guard !call.isLogical else {
                throw fault("this argument must be a value, and the function gives true or false", at: argument.start)
            }
        }
        return argument.operand
    }

    private func nodes(_ argument: (operand: Operand, start: Int)) throws(JSONPathError) -> FilterQuery {
        guard case .query(let query) = argument.operand else {
            throw fault("this argument must be a query, as in @.* or $..name", at: argument.start)
        }
        return query
    }
}
