/// Fills in `$NAME` and `${NAME}` as dotenv for Ruby does; `$(…)` stays as it is, with a note that it would be run.
struct RubyExpansion {
    private let text: [Unicode.Scalar]
    /// The end of the command that opens at each index: of balanced parentheses, none of them empty.
    private let commandEnds: [Int: Int]

    init(_ text: [Unicode.Scalar]) {
        self.text = text
        commandEnds = Self.balanced(text)
    }

    func expand(_ known: KnownValues, into result: inout ValueBuilder) throws(ExpansionFailure) {
        var (index, escapedUntil) = (0, 0)
        while index < text.count {
            let isEscaped = text[index] == "\\" && index + 1 < text.count && text[index + 1] == "$"
            let dollar = isEscaped ? index + 1 : index
            guard text[dollar] == "$" else {
                try result.append(text[index])
                index += 1
                continue
            }
            if let end = commandEnds[dollar + 1], dollar >= escapedUntil {
                if isEscaped {
                    // What stands in an escaped command is no command either, but its references count.
                    (index, escapedUntil) = (dollar + 2, end)
                    try result.append("$(")
                } else {
                    result.depend(on: "$(…)")
                    try result.append(String(text[index..<end]))
                    index = end
                }
            } else if dollar + 1 < text.count, text[dollar + 1] == "(" {
                try result.append(text[index])
                index += 1
            } else {
                index = try reference(at: dollar, isEscaped: isEscaped, known, into: &result)
            }
        }
    }

    /// Puts in one reference, and says where it ends; braces need not match.
    private func reference(
        at dollar: Int, isEscaped: Bool, _ known: KnownValues, into result: inout ValueBuilder
    ) throws(ExpansionFailure) -> Int {
        var end = dollar + 1
        if end < text.count, text[end] == "{" { end += 1 }
        let name = text[end...].prefix(while: Self.isName)
        end = name.endIndex
        if end < text.count, text[end] == "}" { end += 1 }
        if isEscaped || name.isEmpty {
            try result.append(String(text[dollar..<end]))
        } else {
            try result.refer(to: String(name), known)
        }
        return end
    }

    private static func balanced(_ text: [Unicode.Scalar]) -> [Int: Int] {
        guard text.contains("(") else { return [:] }
        var ends: [Int: Int] = [:]
        var open: [(index: Int, isEmpty: Bool, isValid: Bool)] = []
        for (index, scalar) in text.enumerated() {
            if scalar == "(" {
                open.append((index, true, true))
            } else if scalar == ")" {
                guard let group = open.popLast() else { continue }
                let isValid = group.isValid && !group.isEmpty
                if isValid { ends[group.index] = index + 1 }
                guard !open.isEmpty else { continue }
                open[open.count - 1].isEmpty = false
                if !isValid { open[open.count - 1].isValid = false }
            } else if !open.isEmpty {
                open[open.count - 1].isEmpty = false
            }
        }
        return ends
    }

    private static func isName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "_": true
        default: false
        }
    }
}
