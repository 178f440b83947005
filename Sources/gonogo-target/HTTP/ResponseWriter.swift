/// Turns answers into bytes, with the fields that every answer carries.
///
///     HTTP/1.1 200 OK
///     Date: Sun, 06 Nov 1994 08:49:37 GMT
///     Server: gonogo-target
///     X-Request-Id: req-000001
///     Content-Length: 2
///     …
struct ResponseWriter {
    /// False under the fault that leaves the security headers out.
    let isHardened: Bool
    private var dateSecond = -1
    private var date = ""

    init(isHardened: Bool) { self.isHardened = isHardened }

    private static let hardening = """
        X-Content-Type-Options: nosniff\r
        X-Frame-Options: DENY\r
        Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r
        Referrer-Policy: no-referrer\r

        """

    /// The head and, unless the request was HEAD, the body; and where the body begins.
    mutating func bytes(
        of response: Response, omittingBody: Bool, keepsAlive: Bool, requestNumber: Int
    ) -> (bytes: [UInt8], bodyStart: Int) {
        let now = CalendarTime.now
        if now.seconds != dateSecond {
            dateSecond = now.seconds
            date = now.httpDate
        }
        var head = "HTTP/1.1 \(response.status) \(Response.reason(response.status))\r\nDate: \(date)\r\n"
        head += isHardened ? "Server: gonogo-target\r\n" : "Server: gonogo-target/\(Service.version)\r\n"
        head += "X-Request-Id: req-\(CalendarTime.padded(requestNumber, 6))\r\n"
        for (name, value) in response.fields { head += "\(name): \(value)\r\n" }
        if isHardened { head += Self.hardening }
        head += "Cache-Control: no-store\r\n"
        // RFC 9110, 8.6: an answer 204 has no Content-Length.
        if response.status != 204 { head += "Content-Length: \(response.body.count)\r\n" }
        head += keepsAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n"
        var bytes = Array(head.utf8)
        let bodyStart = bytes.count
        if !omittingBody { bytes += response.body }
        return (bytes, bodyStart)
    }
}
