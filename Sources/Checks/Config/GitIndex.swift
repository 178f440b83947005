/// Reads git's index, versions 2 to 4, for the names of a few files: whether git tracks them.
///
/// The format is git's "gitformat-index". Nothing is run: `git` in a folder that nobody vouches for may run what its
/// configuration names, such as a file system monitor.
package enum GitIndex {
    package enum Failure: Error, Equatable {
        case notAnIndex
        case version(Int)
        case truncated
        /// Parts of it stand in another file, or folders stand for their files.
        case notWhole(String)

        var text: String {
            switch self {
            case .notAnIndex: "git's index is damaged"
            case .version(let number): "git's index has the unknown version \(number)"
            case .truncated: "git's index ends too early"
            case .notWhole(let reason): "git's index is \(reason), which is not read"
            }
        }
    }

    /// More than this is no index; the largest known repositories stay below it.
    static let maximumBytes = 256 * 1_048_576

    /// Those of the wanted paths, relative to the work tree's root, that stand in the index.
    package static func tracked(_ wanted: Set<[UInt8]>, in bytes: [UInt8]) throws(Failure) -> Set<[UInt8]> {
        do throws(Failure) { return try Reading(bytes, hashBytes: 20).tracked(wanted) } catch {
            // A repository with SHA-256 looks like a damaged one with SHA-1.
            guard error == .notAnIndex || error == .truncated else { throw error }
            return try Reading(bytes, hashBytes: 32).tracked(wanted)
        }
    }

    private struct Reading {
        let bytes: [UInt8]
        let hashBytes: Int
        private var place = 0
        private var lacksNames = false

        init(_ bytes: [UInt8], hashBytes: Int) {
            self.bytes = bytes
            self.hashBytes = hashBytes
        }

        func tracked(_ wanted: Set<[UInt8]>) throws(Failure) -> Set<[UInt8]> {
            var reading = self
            return try reading.read(wanted)
        }

        private mutating func read(_ wanted: Set<[UInt8]>) throws(Failure) -> Set<[UInt8]> {
            guard bytes.starts(with: "DIRC".utf8) else { throw .notAnIndex }
            place = 4
            let version = try number(4)
            guard (2...4).contains(version) else { throw .version(version) }
            let count = try number(4)
            var found: Set<[UInt8]> = []
            var name: [UInt8] = []
            for _ in 0..<count {
                let isFolder = try entry(version, &name)
                if isFolder {
                    guard !wanted.contains(where: { $0.starts(with: name) }) else { throw .notWhole("sparse") }
                } else if wanted.contains(name) {
                    found.insert(name)
                }
            }
            try extensions()
            return found
        }

        /// Reads one entry; true for a folder of a sparse index.
        private mutating func entry(_ version: Int, _ name: inout [UInt8]) throws(Failure) -> Bool {
            let start = place
            place += 24
            let mode = try number(4)
            guard [0o100644, 0o100755, 0o120000, 0o160000, 0o040000, 0o100664].contains(mode) else { throw .notAnIndex }
            place = start + 40 + hashBytes
            let flags = try number(2)
            if version >= 3, flags & 0x4000 != 0 { place += 2 }
            if version == 4 {
                let cut = try variableNumber()
                guard cut <= name.count else { throw .notAnIndex }
                name.removeLast(cut)
                name += try text()
            } else {
                name = try text()
            }
            let length = flags & 0xFFF
            // A split index leaves out the names of entries that it replaces.
            if name.isEmpty { lacksNames = true }
            guard name.first != UInt8(ascii: "/"), length == 0xFFF || length == name.count else {
                throw .notAnIndex
            }
            if version < 4 {
                // One to eight NULs; the first of them was read with the name.
                let used = place - 1 - start
                place = start + (used / 8 + 1) * 8
                guard place <= bytes.count else { throw .truncated }
            }
            return mode == 0o040000
        }

        /// The names of extensions: `link` says that entries stand in a shared index.
        private mutating func extensions() throws(Failure) {
            while bytes.count - place > hashBytes + 8 {
                let name = bytes[place..<place + 4]
                guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .notAnIndex }
                place += 4
                let size = try number(4)
                if name.elementsEqual("link".utf8) { throw .notWhole("split") }
                guard size <= bytes.count - place else { throw .truncated }
                place += size
            }
            guard !lacksNames else { throw .notAnIndex }
            guard bytes.count - place >= hashBytes else { throw .truncated }
        }

        // MARK: Numbers and names

        /// Big-endian, two or four bytes.
        private mutating func number(_ count: Int) throws(Failure) -> Int {
            guard place >= 0, bytes.count - place >= count else { throw .truncated }
            defer { place += count }
            return bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
        }

        /// Git's variable width encoding, as for the offsets of packs.
        private mutating func variableNumber() throws(Failure) -> Int {
            var value = 0
            for index in 0..<5 {
                let byte = try number(1)
                value = index == 0 ? byte & 0x7F : (value + 1) << 7 | byte & 0x7F
                if byte & 0x80 == 0 { return value }
            }
            throw .notAnIndex
        }

        /// Up to a NUL, which is read too.
        private mutating func text() throws(Failure) -> [UInt8] {
            guard place <= bytes.count, let end = bytes[place...].firstIndex(of: 0) else { throw .truncated }
            defer { place = end + 1 }
            return Array(bytes[place..<end])
        }
    }
}
