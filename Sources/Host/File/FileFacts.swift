/// What the system knows of a file without looking into it.
package struct FileFacts: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case file, directory, symlink, pipe, socket, device, other
    }

    package var kind: Kind
    /// The lowest twelve bits: permissions, set-user-id, set-group-id, sticky.
    package var mode: Int
    /// The user's and the group's name, or the number where it has none.
    package var owner: String
    package var group: String
    /// In bytes.
    package var size: Int
    /// Seconds since the last change of its contents; negative where its clock is ahead of ours.
    package var age: Double

    package init(kind: Kind, mode: Int, owner: String, group: String, size: Int, age: Double) {
        self.kind = kind
        self.mode = mode
        self.owner = owner
        self.group = group
        self.size = size
        self.age = age
    }

    /// The mode as `chmod` takes it, in four octal digits: `0600`.
    package var modeText: String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
