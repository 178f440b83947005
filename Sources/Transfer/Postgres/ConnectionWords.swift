import COpenSSL
import CPostgres
internal import Model

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What libpq is told of a connection, down to the last word: whatever is left unsaid it takes from `PG…` variables
/// and from files in the home folder.
enum ConnectionWords {
    /// Nothing can be there, and libpq takes that for "no such file".
    private static let nowhere = "/dev/null/none"

    /// A connection string. Throws `usage` where the environment would have its say all the same.
    static func text(_ access: DatabaseAccess, address: HostAndPort) throws(TransferError) -> String {
        guard getenv("PGSERVICE") == nil else {
            throw .usage("the environment variable PGSERVICE is set, and libpq would obey it: unset it")
        }
        let said = try words(access, address)
        if let (name, _) = said.first(where: { $0.value.utf8.contains(0) }) {
            throw .usage("the \(name) of the database has a NUL character in it")
        }
        let words = known.compactMap { option in
            (said[option.name] ?? option.fallback).map { "\(option.name)=\(quoted($0))" }
        }
        return words.joined(separator: " ")
    }

    private static func words(
        _ access: DatabaseAccess, _ address: HostAndPort
    ) throws(TransferError) -> [String: String] {
        let user = access.user ?? "postgres"
        return [
            "host": access.endpoint.host, "hostaddr": address.host, "port": "\(access.endpoint.port)", "user": user,
            "password": access.password?.reveal() ?? "", "dbname": access.database ?? user, "passfile": nowhere,
            "application_name": "gonogo", "client_encoding": "UTF8", "connect_timeout": "0",
            "target_session_attrs": "any", "gssencmode": "disable", "channel_binding": "prefer",
            "require_auth": "none,password,md5,scram-sha-256", "sslmode": access.encryption.rawValue,
            "sslrootcert": try authorities(access), "sslcert": access.clientCertificate ?? nowhere,
            "sslkey": access.clientKey ?? access.clientCertificate ?? nowhere, "sslcrl": nowhere,
            "ssl_min_protocol_version": "TLSv1.2", "load_balance_hosts": "disable", "sslcertmode": "allow",
        ]
    }

    /// Every option that this libpq has, with what is said of it where the environment could: the default that was
    /// compiled in, or nothing in quotes.
    private static let known: [(name: String, fallback: String?)] = {
        guard let options = PQconninfoParse("", nil) else { return [] }
        defer { PQconninfoFree(options) }
        var known: [(String, String?)] = []
        var next = options
        while let keyword = next.pointee.keyword {
            let fallback = next.pointee.compiled.map { String(cString: $0) } ?? ""
            let name = String(cString: keyword)
            // A service would be looked up, whatever its name; without the variable there is none.
            if name != "service" { known.append((name, next.pointee.envvar == nil ? nil : fallback)) }
            next += 1
        }
        return known
    }()

    /// In quotes also where empty: that keeps the environment out, which saying nothing does not.
    private static func quoted(_ value: String) -> String {
        "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    private static func authorities(_ access: DatabaseAccess) throws(TransferError) -> String {
        // Without the wish to verify there must be no file: libpq would verify against it.
        guard access.encryption == .verified else { return nowhere }
        if let file = access.caFile { return file }
        if PQlibVersion() >= 160_000 { return "system" }
        let usual = [
            getenv("SSL_CERT_FILE").map { String(cString: $0) },
            X509_get_default_cert_file().map { String(cString: $0) }, "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
        ]
        for case let file? in usual where isReadable(file) { return file }
        throw .usage("no file of trusted authorities was found on this system: name one as ca_file")
    }

    private static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
