/// Reads JSON by the letter of RFC 8259, within limits of size and depth.
///
/// One byte order mark at the start is skipped, as the standard allows.
package struct JSONReader: Sendable {
    /// What becomes of an object that has a name twice, where RFC 8259 leaves the choice.
    package enum DuplicateNames: Sendable {
        /// Reading fails.
        case refused
        /// Reading succeeds, the last value counts, and the document lists the repeated names.
        case listed
    }

    package let maximumDepth: Int
    package let maximumBytes: Int
    package let duplicateNames: DuplicateNames

    /// For bodies that a target sent.
    package static let responses = JSONReader(duplicateNames: .listed)
    /// For documents that gonogo itself wrote or is configured by.
    package static let documents = JSONReader(duplicateNames: .refused)

    /// - Parameter maximumDepth: Levels of arrays and objects; anything above 1,024 is taken for 1,024, so that
    ///   walking and freeing a value fits a stack of 512 KiB in an optimised build.
    package init(maximumDepth: Int = 512, maximumBytes: Int = 64 << 20, duplicateNames: DuplicateNames) {
        self.maximumDepth = min(maximumDepth, 1024)
        self.maximumBytes = maximumBytes
        self.duplicateNames = duplicateNames
    }

    /// Reads one value that fills the bytes.
    package func read(_ bytes: UnsafeRawBufferPointer) throws(JSONReadError) -> JSONDocument {
        try read(bytes.assumingMemoryBound(to: UInt8.self))
    }

    /// Reads one value that fills the bytes.
    package func read(_ bytes: [UInt8]) throws(JSONReadError) -> JSONDocument {
        try bytes.withUnsafeBufferPointer { (bytes) throws(JSONReadError) in try read(bytes) }
    }

    /// Reads one value that fills the text.
    package func read(_ text: String) throws(JSONReadError) -> JSONDocument {
        try read(Array(text.utf8))
    }

    /// Reads one value that fills the bytes, with the place of every name and value; repeated names are all kept,
    /// whatever `duplicateNames` says.
    package func locate(_ bytes: [UInt8]) throws(JSONReadError) -> LocatedJSON {
        try bytes.withUnsafeBufferPointer { (bytes) throws(JSONReadError) in
            try checkSize(bytes)
            var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth, duplicateNames: .listed, locates: true)
            return try parser.locatedDocument()
        }
    }

    private func checkSize(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONReadError) {
        guard bytes.count <= maximumBytes else {
            throw JSONReadError(.tooLarge(limit: maximumBytes), at: maximumBytes, in: bytes)
        }
    }

    private func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONReadError) -> JSONDocument {
        try checkSize(bytes)
        var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth, duplicateNames: duplicateNames)
        return try parser.document()
    }
}

/// What was read: the value, and the names that came twice in one object.
package struct JSONDocument: Sendable {
    package let value: JSONValue
    /// The first 100 repetitions of a name, in the order of the text; empty for a text without fault.
    package let duplicates: [JSONDuplicate]
    /// How many repetitions there were altogether.
    package let duplicateCount: Int
}

/// One repetition of a name within an object.
package struct JSONDuplicate: Sendable, Equatable {
    /// The JSON Pointer of the member (RFC 6901); names beyond 100 characters are cut with `…`.
    package let pointer: String
    /// Where the name stands again, in bytes from 0.
    package let offset: Int
}
