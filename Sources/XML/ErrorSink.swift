internal import CLibXML2

/// Collects what libxml2 complains about, at most 100 complaints; alive as long as a context points to it.
final class ErrorSink {
    private(set) var errors: [XMLError] = []
    let pointer: UnsafeMutablePointer<gonogo_error_sink>

    init() {
        gonogo_silence()
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: gonogo_error_sink())
        pointer.pointee = gonogo_error_sink(take: takeError, context: Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        pointer.deallocate()
    }

    var first: XMLError? { errors.first }

    fileprivate func take(_ line: Int32, _ detail: Int32, _ message: String) {
        guard errors.count < 100 else { return }
        errors.append(
            XMLError(message: message, line: line > 0 ? Int(line) : nil, column: detail > 0 ? Int(detail) : nil))
    }
}

/// A function of its own, because C calls it on whatever thread the parser runs.
private func takeError(
    _ context: UnsafeMutableRawPointer?, _ line: Int32, _ detail: Int32, _ message: UnsafePointer<CChar>?
) {
    guard let context else { return }
    let text = message.map { String(cString: $0) } ?? "unknown error"
    Unmanaged<ErrorSink>.fromOpaque(context).takeUnretainedValue().take(line, detail, sentence(text))
}

/// libxml2 ends its sentences with line breaks, and quotes the document at any length.
private func sentence(_ text: String) -> String {
    var line = String(text.prefix(300).map { $0.isNewline ? " " : $0 })
    while let last = line.last, last == " " || last == "." { line.removeLast() }
    guard let first = line.utf8.first, (0x41...0x5A).contains(first),
        let second = line.utf8.dropFirst().first, (0x61...0x7A).contains(second)
    else { return line }
    return String(decoding: [first | 0x20], as: UTF8.self) + line.dropFirst()
}
