/// The members of a JSON object in the order of the text, found by name in constant time.
package struct JSONObject: Sendable {
    /// A name and its value.
    package struct Member: Sendable {
        package let name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The members in order; no two share a name.
    package private(set) var members: [Member]
    /// Where each name stands; kept only for objects that are too large to search through.
    private var places: [ExactText: Int]?

    /// An object of these members; where a name comes twice, the last value stands at the first place.
    package init(_ members: [Member] = []) {
        self.init(members) { _ in }
    }

    /// As above, telling the place of each member that repeats an earlier name.
    init(_ members: [Member], onRepeat: (Int) -> Void) {
        self.members = []
        self.members.reserveCapacity(members.count)
        for (place, member) in members.enumerated() {
            if set(member.value, for: member.name) { onRepeat(place) }
        }
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }

    /// The value of that name; setting `nil` removes the member.
    package subscript(name: String) -> JSONValue? {
        get { place(of: name).map { members[$0].value } }
        set {
            if let newValue {
                set(newValue, for: name)
            } else if let place = place(of: name) {
                members.remove(at: place)
                self = JSONObject(members)
            }
        }
    }

    /// Sets a member, at the end if it is new, and says whether it was there before.
    @discardableResult
    private mutating func set(_ value: JSONValue, for name: String) -> Bool {
        if let place = place(of: name) {
            members[place].value = value
            return true
        }
        members.append(Member(name: name, value: value))
        if places != nil {
            places?[ExactText(text: name)] = members.count - 1
        } else if members.count > Self.searchable {
            places = Dictionary(
                members.enumerated().map { (ExactText(text: $1.name), $0) }, uniquingKeysWith: { first, _ in first })
        }
        return false
    }

    private func place(of name: String) -> Int? {
        if let places { return places[ExactText(text: name)] }
        return members.firstIndex { $0.name.isIdentical(to: name) }
    }

    /// Up to this many members a search costs less than a table.
    private static let searchable = 8
}
