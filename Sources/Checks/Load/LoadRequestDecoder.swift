internal import Load
internal import Model
internal import Transfer

/// Makes the request of a step under load: what a step of kind http would send, with holes for values that are not
/// known yet.
struct LoadRequestDecoder {
    let context: DecodingContext
    let marks: RequestMarks

    private var diagnostics: Diagnostics { context.diagnostics }

    struct Made {
        var origin: Origin
        var template: RequestTemplate
        /// Time-outs and bounds.
        var options: HTTPRequest
        /// Method and path, names in place of values.
        var name: String
        /// The variable right behind the host, whose value must begin with a slash.
        var leading: String?
    }

    /// Nil when something was reported.
    func decode(_ http: Node) -> Made? {
        let before = diagnostics.errorCount
        guard let probe = HTTPDecoder(context: context).probe(http), diagnostics.errorCount == before else {
            return nil
        }
        do {
            let request = try probe.request(marks.scope(over: context.scope), .now.advanced(by: .seconds(86_400)))
            // Both are asked: all mistakes are told at once.
            let isFixed = isFixed(request, http)
            guard let (url, leading) = url(request.url, http["url"]), isFixed else { return nil }
            let template = try RequestTemplate(
                method: request.method, target: marks.segments(url.target, plain: .target), headers: headers(request),
                body: marks.segments(request.bodyBytes, plain: .raw))
            return Made(
                origin: Origin(url, request), template: template, options: request,
                name: "\(request.method) \(marks.readable(url.path))", leading: leading)
        } catch {
            diagnostics.error(at: http.location, "\(error)")
            return nil
        }
    }

    /// Whether everything is known that has to be before the run.
    private func isFixed(_ request: HTTPRequest, _ http: Node) -> Bool {
        func refuse(_ text: String, _ what: String, _ node: Node?, _ why: String) -> Bool {
            guard let (name, _) = marks.first(in: text) else { return true }
            diagnostics.error(
                at: node?.location ?? http.location,
                "\(what) must be known before the run, but '\(name)' gets its value while load runs", fix: why)
            return false
        }
        var isFixed = refuse(request.method, "the method", http["method"], "write the method itself")
        if case .basic(let user, let password) = request.authentication {
            isFixed =
                refuse(
                    user + password, "basic credentials", http["auth"],
                    "use variables of the suite or the environment, or a bearer token") && isFixed
        }
        return isFixed
    }

    private func url(_ text: String, _ node: Node?) -> (LoadURL, leading: String?)? {
        var text = text
        if let (name, isAtStart) = marks.first(in: text), isAtStart {
            // A path behind base_url, as in any http step.
            guard let base = context.scope["base_url"]?.text else {
                diagnostics.error(
                    at: node?.location, "the URL begins with '\(name)', which gets its value while load runs",
                    fix: "write scheme, host and port before it, or give the environment a base_url")
                return nil
            }
            text = base + text
        }
        do throws(LoadURL.Failure) {
            let url = try LoadURL(text)
            let leading = marks.first(in: url.target)
            return (url, leading?.isAtStart == true ? leading?.name : nil)
        } catch {
            if let (name, _) = marks.first(in: text) {
                diagnostics.error(
                    at: node?.location,
                    "the host of the URL must be known before the run, but '\(name)' gets its value while load runs",
                    fix: "write scheme, host and port with variables of the suite or the environment")
            } else {
                diagnostics.error(at: node?.location, error.description, fix: error.fix)
            }
            return nil
        }
    }

    private func headers(_ request: HTTPRequest) -> [RequestTemplate.Header] {
        var headers = request.headers.map { (name: $0.name, value: $0.value) }
        switch request.authentication {
        case .none: break
        case .bearer(let token): headers.append(("Authorization", "Bearer \(token)"))
        case .basic(let user, let password):
            headers.append(("Authorization", "Basic \(Base64Text.encode(Array("\(user):\(password)".utf8)))"))
        }
        if !headers.contains(where: { $0.name.lowercased() == "user-agent" }) {
            headers.append(("User-Agent", "gonogo"))
        }
        return headers.map { RequestTemplate.Header(name: $0.name, value: marks.segments($0.value, plain: .header)) }
    }
}

extension HTTPRequest {
    /// The body as bytes; files are not offered to loads.
    fileprivate var bodyBytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}
