import CSystem

/// What a plan needs of the machine at most, known before anything is sent.
package struct ResourceNeeds: Sendable, Equatable {
    package var connections: Int
    /// Connections, and what the process has open beside them.
    package var descriptors: Int
    /// Connections to the same address and port: each needs a local port that no other of them has.
    package var ports: Int

    /// Reports, standard streams, two for each thread, and whatever a check has left open.
    private static let reserve = 64

    /// `addresses` has one for each origin, the one that is tried first; nil for a Unix socket, which needs no port.
    package init(_ plan: LoadPlan, addresses: [[UInt8]?]) {
        connections = plan.connectionCount(origins: addresses.count)
        descriptors = connections + Self.reserve + 2 * plan.threadCount
        let same = Dictionary(addresses.compactMap(\.self).map { ($0, 1) }, uniquingKeysWith: +).values.max() ?? 0
        ports = plan.connectionCount(origins: same)
    }

    /// Raises the limit of open descriptors as far as may be, and refuses what can't be had.
    func secure() throws(LoadError) {
        try check(
            descriptorLimit: sys_raise_descriptor_limit(UInt64(descriptors)), portCount: sys_local_port_count())
    }

    /// Refuses what the machine can't give; a limit of 0 is not known.
    ///
    /// Connections that are closed after each request keep their ports for a while. How many ports that takes depends
    /// on who closes first and on the kernel, so it is not refused here: what fails for it is counted as the generator's.
    package func check(descriptorLimit: UInt64, portCount: UInt64) throws(LoadError) {
        if descriptorLimit > 0, UInt64(descriptors) > descriptorLimit {
            throw .system(
                "\(connections) connections need \(descriptors) open files, and \(descriptorLimit) are allowed: run "
                    + "'ulimit -n \(descriptors)' before, or ask for fewer users, a lower max_in_flight or shared "
                    + "connections")
        }
        if portCount > 0, UInt64(ports) > portCount {
            throw .system(
                "\(ports) connections to one address need as many local ports, and there are \(portCount): widen "
                    + "net.ipv4.ip_local_port_range, or ask for fewer users, a lower max_in_flight or shared "
                    + "connections")
        }
    }
}
