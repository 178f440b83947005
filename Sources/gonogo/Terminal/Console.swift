#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Model
import Synchronization

/// One of the two standard streams, written whole lines at a time.
final class Console: Sendable {
    static let standardOutput = Console(1)
    static let standardError = Console(2)

    private let descriptor: Int32
    private let lock = Mutex(())

    let isTerminal: Bool
    /// Colours and cursor movements are wanted: a terminal that can, and nobody who asked for plain text.
    let isRich: Bool

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        func isSet(_ name: String) -> Bool { getenv(name).map { $0.pointee != 0 } ?? false }
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        isRich = isTerminal && !isDumb && !isSet("NO_COLOR") && !isSet("CI")
    }

    /// False when the reader has gone or the disk is full.
    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        lock.withLock { _ in
            var rest = bytes[...]
            while !rest.isEmpty {
                #if canImport(Glibc)
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                #else
                let count = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
                #endif
                if count < 0 {
                    if errno == EINTR || errno == EAGAIN { continue }
                    return false
                }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// The text in a colour where colours are wanted.
    func colored(_ text: String, _ color: Color) -> String {
        isRich ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
    }

    enum Color: Int {
        case red = 31
        case green = 32
        case yellow = 33
        case bold = 1
    }

    static func exit(_ status: ExitStatus) -> Never {
        #if canImport(Glibc)
        Glibc.exit(status.rawValue)
        #else
        Darwin.exit(status.rawValue)
        #endif
    }
}

/// The process environment, read once.
enum ProcessEnvironment {
    static let variables: [String: String] = {
        var result: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee.map({ String(cString: $0) }) {
            if let separator = text.firstIndex(of: "=") {
                result[String(text[..<separator])] = String(text[text.index(after: separator)...])
            }
            entry += 1
        }
        return result
    }()
}
