/// What makes bytes from a server no HTTP/1.1 response.
package enum ResponseFault: UInt8, Error {
    case badStatusLine, badHeader, headTooLarge, tooManyHeaders
    case badContentLength, conflictingLengths, badTransferEncoding
    case badChunk, chunkLineTooLong, trailersTooLarge
    case bodyTooLarge, tooManyInterimResponses, unexpectedUpgrade, bytesAfterResponse
    case closedInHead, closedInBody, truncated, badFrames

    /// The class that the fault is counted in.
    package var failureClass: FailureClass {
        switch self {
        case .headTooLarge, .bodyTooLarge, .trailersTooLarge: .tooLarge
        default: .protocol
        }
    }

    /// A sentence part for a person: what was wrong.
    package var text: String {
        switch self {
        case .badStatusLine: "the answer does not begin with an HTTP/1.x status line"
        case .badHeader: "a header line is malformed"
        case .headTooLarge: "the response head exceeds 64 KiB"
        case .tooManyHeaders: "the response has more than 256 header lines"
        case .badContentLength: "Content-Length is no number"
        case .conflictingLengths: "the length of the body is given more than once"
        case .badTransferEncoding: "Transfer-Encoding is malformed or not allowed here"
        case .badChunk: "a chunk of the body is malformed"
        case .chunkLineTooLong: "a chunk-size line exceeds 4 KiB"
        case .trailersTooLarge: "the trailers exceed 64 KiB"
        case .bodyTooLarge: "the body exceeds its limit"
        case .tooManyInterimResponses: "more than 8 interim responses came before the final one"
        case .unexpectedUpgrade: "the server switched protocols without being asked"
        case .bytesAfterResponse: "bytes follow the end of the response"
        case .closedInHead: "the connection was closed inside the response head"
        case .closedInBody: "the connection was closed inside the body"
        case .badFrames: "the answer is no HTTP/2"
        case .truncated: "the connection was closed without TLS's own end, so the response may be cut short"
        }
    }
}
