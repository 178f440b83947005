internal import Model

/// A table of a TOML file while it is being read: what may still be added to it depends on how it came about.
final class TOMLTable {
    enum Origin {
        /// Named only as a part of a longer header: a header of its own may follow.
        case implied
        /// `[name]`, or an element of `[[name]]`.
        case header
        /// Made by a dotted key: only dotted keys of the same header may add to it.
        case dotted
        /// `{ … }`: complete.
        case inline
    }

    struct Member {
        var key: String
        var keyLocation: SourceLocation
        var value: TOMLValue
    }

    var origin: Origin
    let location: SourceLocation
    private(set) var members: [Member] = []
    private var places: [String: Int] = [:]

    init(_ origin: Origin, at location: SourceLocation) {
        self.origin = origin
        self.location = location
    }

    subscript(key: String) -> Member? { places[key].map { members[$0] } }

    func add(_ key: String, _ value: TOMLValue, at place: SourceLocation) {
        // A repeated key has been reported by then; both values are kept, for those who look for secrets.
        places[key] = members.count
        members.append(Member(key: key, keyLocation: place, value: value))
    }

    var node: Node {
        Node(
            .mapping(members.map { Node.Member(key: $0.key, keyLocation: $0.keyLocation, value: $0.value.node) }),
            at: location)
    }
}

/// `[[name]]`: tables that are added one by one.
final class TOMLTableList {
    var tables: [TOMLTable] = []
    let location: SourceLocation

    init(at location: SourceLocation) { self.location = location }
}

enum TOMLValue {
    case scalar(Scalar, SourceLocation)
    case array([TOMLValue], SourceLocation)
    case table(TOMLTable)
    case tables(TOMLTableList)

    var node: Node {
        switch self {
        case .scalar(let scalar, let place): Node(.scalar(scalar), at: place)
        case .array(let values, let place): Node(.sequence(values.map(\.node)), at: place)
        case .table(let table): table.node
        case .tables(let list): Node(.sequence(list.tables.map(\.node)), at: list.location)
        }
    }
}

/// A mistake in a TOML file and where it is.
struct TOMLFailure: Error {
    var message: String
    var fix: String
    var index: Int
    /// True where the rest of the file can't be told from the value.
    var isFinal = false
}
