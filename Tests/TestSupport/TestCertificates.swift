import Foundation

/// A certificate authority and what it has signed, made by the `openssl` command; all files are PEM.
package struct TestCertificates: Sendable {
    package struct Pair: Sendable {
        package let certificate: String
        package let key: String
    }

    package let authority: Pair
    /// For `localhost` and `127.0.0.1`, valid for 90 days.
    package let server: Pair
    /// Expired three days ago.
    package let expired: Pair
    /// For `other.example`.
    package let wrongHost: Pair
    package let selfSigned: Pair
    package let client: Pair

    /// Writes them into the folder; throws when `openssl` is missing or fails.
    package init(in folder: TestFolder) throws {
        guard let openssl = find("openssl") else {
            throw ServerFailure("openssl is not installed; on Debian: sudo apt-get install openssl")
        }
        let maker = Maker(openssl: openssl, folder: folder)
        authority = try maker.selfSigned("ca", subject: "/O=gonogo tests/CN=Test CA", names: nil)
        try maker.prepareSigning(authority)
        server = try maker.signed(
            "server", subject: "/CN=localhost", names: "DNS:localhost,IP:127.0.0.1", days: -1..<90)
        expired = try maker.signed(
            "expired", subject: "/CN=localhost", names: "DNS:localhost,IP:127.0.0.1", days: -33..<(-3))
        wrongHost = try maker.signed(
            "wrong-host", subject: "/CN=other.example", names: "DNS:other.example", days: -1..<90)
        client = try maker.signed("client", subject: "/CN=tester", names: "email:tester@localhost", days: -1..<90)
        selfSigned = try maker.selfSigned("self-signed", subject: "/CN=localhost", names: "DNS:localhost,IP:127.0.0.1")
    }

    private struct Maker {
        let openssl: String
        let folder: TestFolder

        func selfSigned(_ name: String, subject: String, names: String?) throws -> Pair {
            let pair = Pair(certificate: folder.file("\(name).pem"), key: folder.file("\(name).key"))
            try run(
                openssl,
                newKey(pair) + ["-x509", "-days", "90", "-out", pair.certificate, "-subj", subject]
                    + (names.map { ["-addext", "subjectAltName=\($0)"] } ?? []),
                in: folder.path)
            return pair
        }

        /// `openssl ca` alone can date a certificate back on every version.
        func prepareSigning(_ authority: Pair) throws {
            try folder.write("index.txt", "")
            try folder.write("index.txt.attr", "unique_subject = no\n")
            try folder.write("serial", "1000\n")
            try folder.write(
                "ca.conf",
                """
                [ca]
                default_ca = tests
                [tests]
                dir = \(folder.path)
                database = $dir/index.txt
                serial = $dir/serial
                new_certs_dir = $dir
                certificate = \(authority.certificate)
                private_key = \(authority.key)
                default_md = sha256
                policy = anything
                [anything]
                commonName = supplied

                """)
        }

        func signed(_ name: String, subject: String, names: String, days: Range<Int>) throws -> Pair {
            let pair = Pair(certificate: folder.file("\(name).pem"), key: folder.file("\(name).key"))
            let request = folder.file("\(name).csr")
            let extensions = try folder.write("\(name).ext", "subjectAltName=\(names)\n")
            try run(openssl, newKey(pair) + ["-out", request, "-subj", subject], in: folder.path)
            try run(
                openssl,
                [
                    "ca", "-batch", "-notext", "-config", "ca.conf", "-extfile", extensions, "-in", request,
                    "-out", pair.certificate, "-startdate", date(days.lowerBound), "-enddate", date(days.upperBound),
                ], in: folder.path)
            return pair
        }

        private func newKey(_ pair: Pair) -> [String] {
            ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", pair.key]
        }

        /// `20260131235900Z`, this many days from now.
        private func date(_ days: Int) -> String {
            var seconds = time(nil) + days * 86400
            var parts = tm()
            gmtime_r(&seconds, &parts)
            func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return "\(parts.tm_year + 1900)\(digits(parts.tm_mon + 1))\(digits(parts.tm_mday))"
                + "\(digits(parts.tm_hour))\(digits(parts.tm_min))\(digits(parts.tm_sec))Z"
        }
    }
}
