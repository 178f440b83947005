/// A request under construction: HTTP/1.1 as far as it is known before the run, with holes for what is not.
///
/// ```
/// GET /a HTTP/1.1 CRLF  Host: … CRLF  headers CRLF  │ Cookie: … CRLF │ Content-Length: … CRLF │ CRLF  body
/// └ head                                               └ from the jar    └ when the body has holes
/// ```
package struct RequestBlueprint {
    /// Every line but those below, each with its end.
    let head: [RequestTemplate.Segment]
    /// The value of the template's own Cookie header; its line is written with the jar's.
    let cookie: [RequestTemplate.Segment]?
    /// Whether the body's length is not known before it is written.
    let measuresBody: Bool
    let body: [RequestTemplate.Segment]

    /// What every request without cookies of the jar is; nil when it has holes.
    let constant: [UInt8]?

    package init(_ template: RequestTemplate, origin: Origin, keepAlive: Bool) {
        var writer = SegmentWriter()
        writer.text("\(template.method) ")
        writer.append(template.target)
        writer.text(" HTTP/1.1\r\n")
        if !template.has("host") { writer.text("Host: \(origin.authority)\r\n") }
        for header in template.headers where header.name.lowercased() != "cookie" {
            writer.text("\(header.name): ")
            writer.append(header.value)
            writer.text("\r\n")
        }
        if !keepAlive, !template.has("connection") { writer.text("Connection: close\r\n") }
        cookie = template.headers.first { $0.name.lowercased() == "cookie" }?.value
        let needsLength = !template.body.isEmpty || ["POST", "PUT", "PATCH"].contains(template.method)
        let addsLength = needsLength && !template.has("content-length") && !template.has("transfer-encoding")
        measuresBody = addsLength && !template.body.allSatisfy(\.isLiteral)
        if addsLength, !measuresBody {
            let count = template.body.reduce(0) { if case .literal(let bytes) = $1 { $0 + bytes.count } else { $0 } }
            writer.text("Content-Length: \(count)\r\n")
        }
        head = writer.segments
        body = template.body
        guard template.isConstant else {
            constant = nil
            return
        }
        if let cookie {
            writer.text("Cookie: ")
            writer.append(cookie)
            writer.text("\r\n")
        }
        writer.text("\r\n")
        writer.append(template.body)
        constant = writer.segments.flatMap { if case .literal(let bytes) = $0 { bytes } else { [UInt8]() } }
    }
}

/// Joins neighbouring literals.
private struct SegmentWriter {
    private(set) var segments: [RequestTemplate.Segment] = []

    mutating func text(_ text: String) { append([.text(text)]) }

    mutating func append(_ more: [RequestTemplate.Segment]) {
        for segment in more {
            if case .literal(let new) = segment, case .literal(let old) = segments.last {
                segments[segments.count - 1] = .literal(old + new)
            } else {
                segments.append(segment)
            }
        }
    }
}
