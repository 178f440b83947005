/// One component of a glob pattern: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before a character that stands for itself.
struct GlobPattern {
    private enum Element {
        case literal(Unicode.Scalar)
        case any
        case run
        case oneOf([ClosedRange<Unicode.Scalar>], negated: Bool)
    }

    private let elements: [Element]

    /// The name that a component without wildcards stands for.
    let literal: String?

    init(_ text: Substring) {
        var elements: [Element] = []
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\": elements.append(.literal(rest.popFirst() ?? "\\"))
            case "?": elements.append(.any)
            case "*": elements.append(.run)
            case "[":
                if let set = Self.set(&rest) { elements.append(set) } else { elements.append(.literal("[")) }
            default: elements.append(.literal(scalar))
            }
        }
        self.elements = elements
        var literal = String.UnicodeScalarView()
        for element in elements { if case .literal(let scalar) = element { literal.append(scalar) } }
        self.literal = literal.count == elements.count ? String(literal) : nil
    }

    /// Reads what follows `[`; nil, and nothing read, where there is no closing bracket.
    private static func set(_ rest: inout Substring.UnicodeScalarView) -> Element? {
        var scalars = rest
        let negated = scalars.first == "!" || scalars.first == "^"
        if negated { scalars.removeFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let first = scalars.popFirst() {
            if first == "]", !ranges.isEmpty {
                rest = scalars
                return .oneOf(ranges, negated: negated)
            }
            guard scalars.first == "-", let last = scalars.dropFirst().first, last != "]" else {
                ranges.append(first...first)
                continue
            }
            scalars = scalars.dropFirst(2)
            ranges.append(min(first, last)...max(first, last))
        }
        return nil
    }

    /// True when the whole name matches; a name that begins with a dot only where the pattern does too.
    func matches(_ name: String) -> Bool {
        if name.hasPrefix(".") {
            guard case .literal(".") = elements.first else { return false }
        }
        let scalars = Array(name.unicodeScalars)
        // Going back to the last `*` only keeps this at pattern × name steps, whatever the pattern is.
        var (element, scalar) = (0, 0)
        var retry: (element: Int, scalar: Int)?
        while scalar < scalars.count {
            if element < elements.count, case .run = elements[element] {
                element += 1
                retry = (element, scalar)
            } else if element < elements.count, Self.accepts(elements[element], scalars[scalar]) {
                element += 1
                scalar += 1
            } else if let (start, from) = retry {
                element = start
                scalar = from + 1
                retry = (start, from + 1)
            } else {
                return false
            }
        }
        return elements[element...].allSatisfy { if case .run = $0 { true } else { false } }
    }

    private static func accepts(_ element: Element, _ scalar: Unicode.Scalar) -> Bool {
        switch element {
        case .literal(let wanted): wanted == scalar
        case .any: true
        case .run: false
        case .oneOf(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated
        }
    }
}
