/// What the next request of a redirect looks like: pure, and the one place that decides what crosses to another origin.
enum RedirectRule {
    /// Header fields that say nothing about who asks.
    private static let harmless = ["accept", "accept-language", "accept-encoding", "user-agent", "content-type"]

    /// True for the statuses whose Location is followed.
    static func isRedirect(_ status: Int) -> Bool {
        [301, 302, 303, 307, 308].contains(status)
    }

    /// The request to send to `next`; throws `protocol` when TLS would be left and the policy does not allow that.
    static func request(
        after request: HTTPRequest, status: Int, from origin: TargetURL, to next: TargetURL
    ) throws(TransferError) -> HTTPRequest {
        if origin.isTLS, !next.isTLS, !request.redirects.allowsDowngrade {
            throw TransferError(
                .protocol, in: .body, blame: .target,
                "redirect from https to \(next.shown) refused: it is not encrypted")
        }
        var following = request
        following.url = next.text
        if status == 303 && request.method != "HEAD" || (status == 301 || status == 302) && request.method == "POST" {
            following.method = "GET"
            following.body = .none
            following.headers.removeAll { $0.isNamed("content-type") || $0.isNamed("content-encoding") }
        }
        if !next.hasSameOrigin(as: origin) {
            following.authentication = .none
            following.headers.removeAll { header in !harmless.contains { header.isNamed($0) } }
            following.tls.clientCertificate = nil
            following.tls.clientKey = nil
            following.tls.pinnedPublicKey = nil
            following.connectTo = nil
            following.unixSocket = nil
        }
        return following
    }
}
