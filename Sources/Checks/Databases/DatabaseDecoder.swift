internal import Model
internal import Transfer

/// Reads what steps that ask a database share.
struct DatabaseDecoder {
    let kind: DatabaseKind
    let context: DecodingContext

    /// What such a step may say beside its question.
    static func fields(_ kind: DatabaseKind) -> [Field] {
        let modes = kind.encryptions.map(\.rawValue)
        let isPostgres = kind.encryptions.contains(.preferred)
        let tls = MappingShape(
            "\(kind.name) tls",
            [
                Field(
                    "mode", .choice(modes),
                    default: "verify-full with ca_file\(isPostgres ? "" : " and for rediss"); else "
                        + (isPostgres ? "the URL's sslmode, or prefer" : "disable"),
                    "whether the connection is encrypted, and whom it trusts; verify-full alone keeps others out"),
                Field("ca_file", .word, "a PEM file of trusted authorities, in place of the system's"),
                Field("cert_file", .word, "a PEM file with the client's certificate"),
                Field("key_file", .word, "a PEM file with the client's key"),
            ], atLeastOne: ["mode", "ca_file", "cert_file"])
        return [
            Field("url", .text, "\(kind.example), with user:password@ before the host; never shown"),
            Field("host", .text, "in place of url: a name or an address"),
            Field("port", .text, default: "\(kind.port)", "with host: the port"),
            Field("user", .text, default: isPostgres ? "postgres" : "Redis' default user", "with host: the user"),
            Field("password", .text, "with host: the password"),
            Field(
                "database", .text, default: isPostgres ? "the user's name" : "0",
                "with host: the database\(isPostgres ? "" : "'s number")"),
            Field("tls", .mapping(tls), "encryption and trust"),
            Field("timeout", .duration, default: "10s", "for everything: name, connection, TLS, password, answer"),
        ]
    }

    func timeout(_ reader: Reader) -> Duration { reader.duration("timeout") ?? .seconds(10) }

    /// The one key of these that the step has; reports none and several.
    func chosen(_ node: Node, _ keys: [String]) -> String? {
        let chosen = (node.mapping ?? []).filter { keys.contains($0.key) }
        if chosen.count == 1 { return chosen[0].key }
        let what = chosen.isEmpty ? "asks nothing" : "asks \(chosen.map(\.key).joined(separator: " and "))"
        context.diagnostics.error(
            at: chosen.dropFirst().first?.keyLocation ?? node.location, "the step \(what)",
            fix: "write exactly one of: \(keys.joined(separator: ", "))")
        return nil
    }

    /// Reports keys that would do nothing beside this one.
    func refuse(_ keys: [String], in node: Node, beside other: String) {
        for member in node.mapping ?? [] where keys.contains(member.key) {
            context.diagnostics.error(
                at: member.keyLocation, "'\(member.key)' says nothing beside '\(other)'", fix: "remove it")
        }
    }

    /// Where the database is; reports whatever can't be one.
    func target(_ node: Node) -> DatabaseTarget? {
        let reader = Reader(node, scope: context.scope)
        let options = TLSDecoder.options(node["tls"], nil, context)
        let mode = node["tls"]?["mode"].flatMap { Reader.word($0, context.scope) }
            .flatMap(DatabaseEncryption.init(rawValue:))
        let encryption = mode ?? (options.caFile == nil ? nil : .verified)
        checkTLS(node, encryption)
        guard let place = place(node, reader) else { return nil }
        let target = DatabaseTarget(kind: kind, place: place, encryption: encryption, options: options)
        check(target, node)
        return target
    }

    private func place(_ node: Node, _ reader: Reader) -> DatabaseTarget.Place? {
        if let url = reader.template("url") {
            refuse(["port", "user", "password", "database"], in: node, beside: "url")
            return .url(url)
        }
        guard let host = reader.template("host") else { return nil }
        if let port = reader.template("port") { PortText.check(port, node["port"], context) }
        return .parts(
            host: host, port: reader.template("port"), user: reader.template("user"),
            password: reader.template("password"), database: reader.template("database"))
    }

    private func checkTLS(_ node: Node, _ encryption: DatabaseEncryption?) {
        let tls = node["tls"]
        if let file = tls?["ca_file"], encryption != .verified {
            context.diagnostics.error(
                at: file.location, "'ca_file' is looked at by verify-full alone",
                fix: "write mode: verify-full, or remove it")
        }
        if let file = tls?["cert_file"] ?? tls?["key_file"], encryption == DatabaseEncryption.none {
            context.diagnostics.error(
                at: file.location, "without TLS nobody sees a certificate", fix: "choose another mode, or remove it")
        }
        if let key = tls?["key_file"], tls?["cert_file"] == nil {
            context.diagnostics.error(
                at: key.location, "'key_file' belongs to a certificate", fix: "write cert_file too")
        }
    }

    /// What is known before the run must make sense.
    private func check(_ target: DatabaseTarget, _ node: Node) {
        guard case .url(let url) = target.place, let text = url.resolvedIfKnown(in: context.scope),
            !Unset.stands(in: text)
        else { return }
        do { _ = try target.access(in: context.scope) } catch {
            context.diagnostics.error(at: node["url"]?.location, "\(error)", fix: "such as \(kind.example)")
        }
    }
}
