/// What systemd says of a unit.
package struct SystemdUnit: Sendable, Equatable {
    /// `loaded`, `not-found`, `masked`, `error` …
    package var load: String
    /// `active`, `inactive`, `failed`, `activating` …
    package var state: String
    /// `running`, `exited`, `dead`, `auto-restart` …
    package var substate: String
    /// `enabled`, `disabled`, `static` …; nil where there is no file.
    package var file: String?
    /// How often systemd itself has started it again; nil where this systemd doesn't count.
    package var restarts: Int?

    /// The properties to ask `systemctl show` for.
    package static let properties = ["LoadState", "ActiveState", "SubState", "UnitFileState", "NRestarts"]

    /// Reads the output of `systemctl show`; throws where one of the three states is missing or stands twice, as for
    /// several units.
    package init(show bytes: [UInt8]) throws(HostError) {
        var properties: [String: String] = [:]
        for line in KernelText.lines(bytes) {
            guard let (name, value) = KernelText.pair(line, at: "=") else { continue }
            guard properties.updateValue(value, forKey: name) == nil else {
                throw .malformed("what systemctl shows", "'\(name.prefix(40))' stands twice")
            }
        }
        func state(_ name: String) throws(HostError) -> String {
            guard let value = properties[name], !value.isEmpty else {
                throw .malformed("what systemctl shows", "'\(name)' is missing")
            }
            return value
        }
        load = try state("LoadState")
        self.state = try state("ActiveState")
        substate = try state("SubState")
        file = properties["UnitFileState"].flatMap { $0.isEmpty ? nil : $0 }
        restarts = properties["NRestarts"].flatMap { KernelText.number($0[...]) }.flatMap { Int(exactly: $0) }
    }

    /// True for a unit that is up and stays up. One that systemd is starting, stopping or starting over and over isn't.
    package var isActive: Bool { load == "loaded" && state == "active" }

    /// True where there is no unit of this name.
    package var isMissing: Bool { load == "not-found" }

    /// A name that systemd takes for one unit: `nginx` becomes `nginx.service`. Nil for wildcards, options, and whatever
    /// else no unit is called.
    package static func unitName(_ name: String) -> String? {
        let allowed = name.utf8.allSatisfy { byte in
            (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
                || ":_.-@\\".utf8.contains(byte)
        }
        guard allowed, (1...240).contains(name.utf8.count), !name.hasPrefix("-"), !name.hasPrefix(".") else {
            return nil
        }
        let kinds = [".service", ".socket", ".timer", ".target", ".mount", ".path", ".slice", ".scope", ".device"]
        return kinds.contains { name.hasSuffix($0) } ? name : "\(name).service"
    }
}
