/// One request and the redirects it leads through, on the session's thread.
struct Exchange {
    private let curl: CurlSession
    private let deadline: Deadline
    private let cancellation: Cancellation
    private var redirects: [Redirect] = []
    private var timeOfRedirects = Duration.zero

    init(curl: CurlSession, deadline: Deadline, cancellation: Cancellation) {
        self.curl = curl
        self.deadline = deadline
        self.cancellation = cancellation
    }

    mutating func run(_ request: HTTPRequest) -> Result<HTTPResponse, TransferError> {
        do throws(TransferError) {
            return .success(try follow(request))
        } catch {
            var error = error
            error.redirects = redirects
            error.timings = complete(error.timings)
            return .failure(error)
        }
    }

    private mutating func follow(_ original: HTTPRequest) throws(TransferError) -> HTTPResponse {
        try original.validate()
        var request = original
        var target = try TargetURL(original.url)
        while true {
            let hop = try curl.perform(request, to: target, deadline: deadline, cancellation: cancellation)
            guard request.redirects.follow, RedirectRule.isRedirect(hop.head.status), let location = hop.redirectURL
            else {
                try checkLength(hop)
                return response(from: hop, at: target)
            }
            do throws(TransferError) {
                guard redirects.count < request.redirects.maximum else {
                    throw TransferError(
                        .protocol, in: .body, blame: .target,
                        "more than \(request.redirects.maximum) redirects; the last led to \(target.shown)")
                }
                let next = try TargetURL(redirect: location)
                request = try RedirectRule.request(after: request, status: hop.head.status, from: target, to: next)
                redirects.append(Redirect(status: hop.head.status, url: next.shown))
                target = next
            } catch {
                var error = error
                error.response = hop.head
                error.timings = hop.timings
                throw error
            }
            timeOfRedirects = deadline.elapsed
        }
    }

    /// libcurl takes the first of several lengths, and none for one that is no number: a body cut by that would look whole.
    private func checkLength(_ hop: Hop) throws(TransferError) {
        let lengths = Set(hop.head.headers.values(of: "content-length"))
        let isNumber = lengths.allSatisfy {
            !$0.isEmpty && $0.utf8.count <= 18 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard lengths.count > 1 || !isNumber else { return }
        let shown = lengths.sorted().joined(separator: ", ").prefix(60)
        var error = TransferError(
            .protocol, in: .body, blame: .target, "the answer has no certain length: Content-Length is \(shown)")
        error.response = hop.head
        error.timings = hop.timings
        throw error
    }

    private func response(from hop: Hop, at target: TargetURL) -> HTTPResponse {
        HTTPResponse(
            head: hop.head, body: hop.body, url: target.shown, redirects: redirects, timings: complete(hop.timings),
            wire: hop.wire, remoteAddress: hop.remoteAddress, reusedConnection: hop.reusedConnection,
            certificate: hop.certificate, wasDecompressed: hop.wasDecompressed)
    }

    /// A hop knows its own times only; this adds what came before it.
    private func complete(_ timings: TransferTimings) -> TransferTimings {
        var timings = timings
        timings.redirects = timeOfRedirects
        timings.ttfb = timings.ttfb.map { $0 + timeOfRedirects }
        timings.total = deadline.elapsed
        return timings
    }
}

/// One request and its one answer.
struct Hop {
    var head: ResponseHead
    var body: [UInt8]
    /// Absolute, as libcurl worked it out from Location; its scheme may be anything.
    var redirectURL: String?
    var timings: TransferTimings
    var wire: WireSizes
    var remoteAddress: HostAndPort?
    var reusedConnection: Bool
    var certificate: Certificate?
    var wasDecompressed: Bool
}
