internal import Model

/// Places in files as SARIF writes them.
enum SARIFPlace {
    /// Stands for the folder that gonogo was started in: relative paths in suites and findings begin there.
    static let root = "%SRCROOT%"

    static func physical(_ location: SourceLocation) -> SARIFLog.PhysicalLocation {
        // A record that was read again may say anything; a region has to begin at 1.
        let region =
            location.line >= 1
            ? SARIFLog.Region(startLine: location.line, startColumn: location.column >= 1 ? location.column : nil) : nil
        return SARIFLog.PhysicalLocation(artifactLocation: artifact(location.file), region: region)
    }

    /// A relative path under the root, an absolute one as a `file:` URI.
    static func artifact(_ file: String) -> SARIFLog.ArtifactLocation {
        let path = PathText.normalized(file.oneLine(1_000))
        if path.hasPrefix("/") { return SARIFLog.ArtifactLocation(uri: "file://" + encoded(path)) }
        // Outside of the root, nothing can be said of where it starts.
        let isInside = path != ".." && !path.hasPrefix("../")
        return SARIFLog.ArtifactLocation(uri: encoded(path), uriBaseId: isInside ? root : nil)
    }

    /// Everything but `/` and the unreserved characters of RFC 3986 as `%XX`.
    private static func encoded(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
