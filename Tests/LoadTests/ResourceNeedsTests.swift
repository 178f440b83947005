import Load
import Testing

@Suite("What a plan needs of the machine")
struct ResourceNeedsTests {
    private func needs(
        users: Int = 1_000, connections: LoadPlan.Connections = .perUser, addresses: [[UInt8]?] = [[1]]
    ) throws -> ResourceNeeds {
        var plan = try LoadPlan.make(port: 1, users: users)
        plan.connections = connections
        return ResourceNeeds(plan, addresses: addresses)
    }

    private func refusal(_ needs: ResourceNeeds, descriptors: UInt64 = 0, ports: UInt64 = 0) -> String? {
        do throws(LoadError) {
            try needs.check(descriptorLimit: descriptors, portCount: ports)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("a descriptor for each connection to each origin, and a reserve")
    func descriptors() throws {
        #expect(try needs().descriptors == 1_066)
        #expect(try needs(addresses: [[1], [2], nil]).descriptors == 3_066)
        #expect(try needs(connections: .shared(10), addresses: [[1], [2]]).descriptors == 86)
    }

    @Test("a port for each connection to the same address, whatever the origin; none for a Unix socket")
    func ports() throws {
        #expect(try needs().ports == 1_000)
        #expect(try needs(addresses: [[1], [2], [1]]).ports == 2_000)
        #expect(try needs(connections: .shared(10), addresses: [[1], [1]]).ports == 20)
        #expect(try needs(addresses: [nil, nil]).ports == 0)
    }

    @Test("what the machine can't give is refused with the numbers and the remedy")
    func refused() throws {
        let needs = try needs()
        #expect(refusal(needs, descriptors: 1_066, ports: 1_000) == nil)
        #expect(
            refusal(needs, descriptors: 1_065)
                == "the load generator cannot start: 1000 connections need 1066 open files, and 1065 are allowed: run "
                + "'ulimit -n 1066' before, or ask for fewer users, a lower max_in_flight or shared connections")
        #expect(
            refusal(needs, ports: 999)?.contains("1000 connections to one address need as many local ports") == true)
    }

    @Test("a limit that is not known refuses nothing")
    func unknown() throws { #expect(refusal(try needs()) == nil) }

    @Test("more connections than there are ports are refused before anything is sent")
    func engine() throws {
        let server = ScriptedServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        #expect(throws: LoadError.self) { try LoadEngine.run(.make(port: server.port, users: 100_000)) }
        #expect(server.connections == 0)
    }
}
