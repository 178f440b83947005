/// Why a file could not be read or written; the description is a sentence without a full stop.
package enum FilesError: Error, Equatable, CustomStringConvertible {
    case notFound(path: String)
    /// `kind` is what stands there instead: `a directory`, `a named pipe`.
    case notAFile(path: String, kind: String)
    case notADirectory(path: String)
    case notALink(path: String, kind: String)
    /// `size` is nil where the file grew while it was read.
    case tooLarge(path: String, size: Int?, limit: Int)
    case tooMany(path: String, what: String, limit: Int)
    /// An empty path, or one with a NUL byte.
    case invalidPath(String)
    case invalidName(directory: String)
    /// The system refused; `action` is a verb such as `read`, `code` its errno.
    case refused(path: String, action: String, code: Int32)

    package var description: String {
        switch self {
        case .notFound(let path): "\(path) does not exist"
        case .notAFile(let path, let kind): "\(path) is \(kind), not a file"
        case .notADirectory(let path): "\(path) is not a directory"
        case .notALink(let path, let kind): "\(path) is \(kind), not a symbolic link"
        case .tooLarge(let path, let size?, let limit): "\(path) has \(size) bytes; the limit is \(limit)"
        case .tooLarge(let path, nil, let limit): "\(path) has more than \(limit) bytes, the limit"
        case .tooMany(let path, let what, let limit): "\(path) has more than \(limit) \(what), the limit"
        case .invalidPath(""): "the path is empty"
        case .invalidPath: "a path holds a NUL byte"
        case .invalidName(let directory): "\(directory) holds a file whose name is not valid UTF-8"
        case .refused(let path, let action, let code): "cannot \(action) \(path): \(System.message(for: code))"
        }
    }

    /// Names the two errors that a person meets most in words of their own.
    static func of(_ code: Int32, path: String, action: String) -> FilesError {
        System.meansNotFound(code) ? .notFound(path: path) : .refused(path: path, action: action, code: code)
    }
}
