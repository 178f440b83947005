import Model
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One of the two standard streams, written whole lines at a time.
final class Console: Sendable {
    static let standardOutput = Console(1)
    static let standardError = Console(2)

    private let descriptor: Int32
    /// True once nobody read after a signal: later texts are not waited for again.
    private let hasGivenUp = Mutex(false)
    /// What a pipe that has room takes without waiting.
    private static let portion = Int(PIPE_BUF)
    /// How long a reader that takes nothing is waited for after a signal.
    private static let patience = Duration.seconds(3)

    let isTerminal: Bool
    /// Colours and cursor movements are wanted: a terminal that can, and nobody who asked for plain text.
    let isRich: Bool

    private convenience init(_ descriptor: Int32) {
        let isTerminal = isatty(descriptor) == 1
        func isSet(_ name: String) -> Bool { getenv(name).map { $0.pointee != 0 } ?? false }
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        self.init(
            descriptor, isTerminal: isTerminal, isRich: isTerminal && !isDumb && !isSet("NO_COLOR") && !isSet("CI"))
    }

    /// A stream that is taken for what it is said to be.
    init(_ descriptor: Int32, isTerminal: Bool, isRich: Bool) {
        self.descriptor = descriptor
        self.isTerminal = isTerminal
        self.isRich = isRich
    }

    /// How wide the terminal is; 110 where it doesn't say.
    var columns: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 110 }
        return min(300, max(20, Int(size.ws_col)))
    }

    /// Writes to standard output what the command was asked for; ends with status 6 where it can't be written.
    static func print(_ text: String) throws { try print(Array(text.utf8)) }

    static func print(_ bytes: [UInt8]) throws {
        guard standardOutput.write(bytes) else {
            throw Stop(.reportNotWritten, "error: standard output can't be written\n")
        }
    }

    /// False when the reader has gone, when the disk is full, or when nobody reads after a signal.
    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        hasGivenUp.withLock { hasGivenUp in
            var rest = bytes[...]
            while !rest.isEmpty {
                guard !hasGivenUp, waitForRoom() else {
                    hasGivenUp = true
                    return false
                }
                let count = put(rest.prefix(Self.portion))
                if count < 0 {
                    guard errno == EINTR || errno == EAGAIN else { return false }
                    // A stream that says it has room, and has none, is not asked again at once.
                    if errno == EAGAIN { poll(nil, 0, 10) }
                    continue
                }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Waits until the stream takes more: for as long as its reader likes, but after a signal only for a while.
    private func waitForRoom() -> Bool {
        var signalled: ContinuousClock.Instant?
        while true {
            var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            if poll(&entry, 1, 100) > 0 { return true }
            guard Signals.haveCome else { continue }
            let since = signalled ?? .now
            signalled = since
            if since.duration(to: .now) > Self.patience { return false }
        }
    }

    private func put(_ bytes: ArraySlice<UInt8>) -> Int {
        #if canImport(Glibc)
            bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        #else
            bytes.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
        #endif
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
