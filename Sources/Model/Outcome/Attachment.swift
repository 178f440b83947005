/// A file that a suite leaves beside the reports, for machines to read. The record lists it without its contents.
package struct Attachment: Sendable, Equatable {
    /// What the file is called in the run's folder.
    package var name: String
    package var byteCount: Int
    /// In lower-case hexadecimal.
    package var sha256: String
    /// Nil in a record that was read again.
    package var contents: [UInt8]?

    /// `contents` hold no secrets: they are written as they are.
    package init(name: String, contents: [UInt8], sha256: String) {
        self.name = name
        byteCount = contents.count
        self.sha256 = sha256
        self.contents = contents
    }
}

extension Attachment: Codable {
    private enum CodingKeys: String, CodingKey {
        case name
        case byteCount = "bytes"
        case sha256
    }
}
