/// A JSON text as a tree that knows where everything stands, repeated names included: for files that people write.
package struct LocatedJSON: Sendable {
    package enum Content: Sendable {
        /// Null, a boolean, a number or a string.
        case scalar(JSONValue)
        case array([LocatedJSON])
        case object([Member])
    }

    /// A name and its value; several of an object may share a name.
    package struct Member: Sendable {
        package let name: String
        /// Where the name's quote stands, in bytes from 0.
        package let nameOffset: Int
        package let value: LocatedJSON
    }

    package let content: Content
    /// Where the value begins, in bytes from 0.
    package let offset: Int

    init(_ content: Content, offset: Int) {
        self.content = content
        self.offset = offset
    }

    init(scalar: JSONValue, offset: Int) { self.init(.scalar(scalar), offset: offset) }
}
